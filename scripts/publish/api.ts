/**
 * Writes the public API of every package to `api/`, a file for each entry of its `exports`: what is exported, with its types and without its
 * comments. The files are committed, so that a public name changes only on purpose.
 *
 *     node scripts/publish/api.ts [--check]     the second changes nothing and names the files that are stale
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { publicPackages } from '../workspace.ts'
import { apiOf } from './api-of.ts'
import { entriesOf } from './entries.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'api')

/** The reports of all packages by file name. The members of a sub-path with a star share a file. */
function reports(): Map<string, string> {
  const entries = publicPackages(ROOT).flatMap(({ folder, manifest }) =>
    entriesOf(folder).map(({ specifier, pattern, source }) => {
      const path = pattern.replace(/^\./, '').replaceAll('/', '.').replace('*', 'members')
      return { file: `${basename(folder)}${path}.d.ts`, specifier: `${manifest.name}${specifier.slice(1)}`, source }
    }),
  )
  const apis = apiOf(entries.map(({ source }) => source))
  const texts = new Map<string, string>()
  for (const [i, { file, specifier }] of entries.entries())
    texts.set(file, `${texts.get(file) ?? ''}// ${specifier}\n\n${apis[i]!.join('\n\n')}\n\n`)
  return texts
}

const { check } = parseArgs({ options: { check: { type: 'boolean' } } }).values
const fresh = new Map([...reports()].map(([file, text]) => [file, `${text.trimEnd()}\n`]))
mkdirSync(FOLDER, { recursive: true })
const written = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]))
const stale = [...new Set([...fresh.keys(), ...written.keys()])].filter((file) => fresh.get(file) !== written.get(file))
for (const file of stale) {
  console.log(`api/${file} is stale${check ? '' : ': written'}`)
  if (check) continue
  const text = fresh.get(file)
  if (text === undefined) rmSync(join(FOLDER, file))
  else writeFileSync(join(FOLDER, file), text)
}
if (check && stale.length > 0) {
  console.log('The public API changed. If that is meant, run `npx -y pnpm@12 run api` and commit what it writes.')
  process.exitCode = 1
}
