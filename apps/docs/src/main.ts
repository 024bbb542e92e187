/**
 * Writes the documentation to apps/docs/dist, as a website: the guides of docs/, and every export of every public package, from the sources.
 * A warning of TypeDoc (a link that leads nowhere, a type that is public and not exported) is an error, and so is a search that misses its page.
 *
 *     npx -y pnpm@12 run docs
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Application,
  Converter,
  DocumentReflection,
  IndexEvent,
  OptionDefaults,
  type ProjectReflection,
  type TypeDocOptions,
} from 'typedoc'
import { searchFaults } from './check-search.ts'
import { arrangeDocuments, documentGroups, headingsOf } from './documents.ts'
import { addFrontDoor } from './front-door.ts'
import { frontPage } from './front-page.ts'
import { type PackageDocs, packageDocs } from './package-docs.ts'

const ROOT = join(import.meta.dirname, '../../..')
const OUT = join(import.meta.dirname, '../dist')

const shared: TypeDocOptions = {
  excludeInternal: true,
  excludePrivate: true,
  githubPages: false,
  logLevel: 'Warn',
  disableGit: true,
  disableSources: true,
  skipErrorChecking: true,
  basePath: ROOT,
  // What one calls comes before what one only names.
  kindSortOrder: ['Document', 'Module', 'Namespace', 'Function', 'Variable', 'Class', 'Interface', 'TypeAlias'],
  groupOrder: ['Modules', 'Namespaces', 'Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases'],
}

let warned = false

/** Converts one package to JSON, which the site merges. */
async function convert({ options, entries }: PackageDocs, file: string): Promise<void> {
  const app = await Application.bootstrap({ ...options, ...shared })
  // TypeDoc names the entries after their files. The main entry is the package itself; the others are modules in it.
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    if (entries.length === 1) return
    const modules = [...project.children!]
    for (const [i, module] of modules.entries()) module.name = entries[i]!
    project.mergeReflections(modules[entries.indexOf(options.name!)]!, project)
  })
  const project = await app.convert()
  if (!project || app.logger.hasErrors()) throw new Error(`${options.name} could not be converted; see above.`)
  app.validate(project)
  writeFileSync(file, JSON.stringify(app.serializer.projectToObject(project, ROOT as never)))
  if (app.logger.hasWarnings()) warned = true
}

/** Merges the packages and the pages of prose. */
async function build(parts: readonly string[], packages: readonly PackageDocs[], readme: string): Promise<void> {
  const groups = documentGroups(ROOT)
  const site = await Application.bootstrap({
    ...shared,
    name: 'Thinned',
    entryPointStrategy: 'merge',
    entryPoints: [...parts],
    projectDocuments: groups.flatMap(({ readme, pages }) => [readme, ...pages]),
    readme,
    customCss: join(import.meta.dirname, 'style.css'),
    highlightLanguages: [...OptionDefaults.highlightLanguages, 'python'],
    searchInComments: true,
    searchInDocuments: true,
    // A page of prose is what most words of a search are looked for in.
    searchGroupBoosts: { Documents: 5, References: 0 },
    navigation: { includeFolders: false },
  })
  site.renderer.on(IndexEvent.PREPARE_INDEX, ({ searchFieldWeights, searchFields, searchResults }) => {
    searchFieldWeights['headings'] = 5
    for (const [i, result] of searchResults.entries())
      if (result instanceof DocumentReflection) searchFields[i]!['headings'] = headingsOf(result)
  })
  const project = (await site.convert()) as ProjectReflection | undefined
  if (!project) throw new Error('The packages could not be merged; see above.')
  arrangeDocuments(project, groups, packages)
  addFrontDoor(project, packages, ROOT)
  await site.generateDocs(project, OUT)
  for (const fault of searchFaults(OUT)) site.logger.warn(fault as never)
  if (site.logger.hasErrors() || site.logger.hasWarnings()) warned = true
}

const work = mkdtempSync(join(tmpdir(), 'thinned-docs-'))
try {
  const packages = packageDocs(ROOT)
  const parts: string[] = []
  for (const [i, docs] of packages.entries()) {
    parts.push(join(work, `${i}.json`))
    await convert(docs, parts[i]!)
  }
  const readme = join(work, 'front-page.md')
  writeFileSync(readme, frontPage(packages, documentGroups(ROOT), work))
  await build(parts, packages, readme)
  console.log(`${parts.length} packages documented in ${OUT}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
if (warned) process.exitCode = 1
