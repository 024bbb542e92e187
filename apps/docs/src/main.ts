/**
 * Writes the API documentation of every public package, from its sources, as a website to apps/docs/dist. What TypeDoc warns about (a link
 * that leads nowhere, a type that is used in public and not exported) is an error.
 *
 *     npx -y pnpm@12 run docs
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Application, type TypeDocOptions } from 'typedoc'
import { frontPage } from './front-page.ts'
import { type PackageDocs, packageDocs } from './package-docs.ts'

const ROOT = join(import.meta.dirname, '../../..')
const OUT = join(import.meta.dirname, '../dist')

/** Converts one package, to the JSON that the merged site is made from. */
async function convert({ options, entries }: PackageDocs, file: string): Promise<void> {
  const app = await Application.bootstrap({ ...options, ...shared })
  const project = await app.convert()
  if (!project || app.logger.hasErrors()) throw new Error(`${options.name} could not be converted; see above.`)
  // Where there are several, TypeDoc names them after their files.
  if (entries.length > 1) for (const [i, part] of project.children!.entries()) part.name = entries[i]!
  app.validate(project)
  writeFileSync(file, JSON.stringify(app.serializer.projectToObject(project, ROOT as never)))
  if (app.logger.hasWarnings()) warned = true
}

const shared: TypeDocOptions = {
  excludeInternal: true,
  excludePrivate: true,
  githubPages: false,
  logLevel: 'Warn',
  disableGit: true,
  disableSources: true,
  skipErrorChecking: true,
  basePath: ROOT,
}

let warned = false
const work = mkdtempSync(join(tmpdir(), 'thinned-docs-'))
try {
  const packages = packageDocs(ROOT)
  const parts: string[] = []
  for (const [i, docs] of packages.entries()) {
    parts.push(join(work, `${i}.json`))
    await convert(docs, parts[i]!)
  }
  const readme = join(work, 'front-page.md')
  writeFileSync(readme, frontPage(packages))
  const site = await Application.bootstrap({
    ...shared,
    name: 'Thinned',
    entryPointStrategy: 'merge',
    entryPoints: parts,
    readme,
    customCss: join(import.meta.dirname, 'style.css'),
  })
  const project = await site.convert()
  if (!project) throw new Error('The packages could not be merged; see above.')
  await site.generateDocs(project, OUT)
  if (site.logger.hasErrors()) warned = true
  console.log(`${parts.length} packages documented in ${OUT}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
if (warned) process.exitCode = 1
