/**
 * Writes the index lists: every `index.ts` under packages and apps whose first line is the marker below re-exports all
 * files of its folder, so that nothing is registered by hand. A folder joins by an `index.ts` that holds the marker line.
 * The line can name a pattern of further files, such as the lists of subfolders or
 * `from the files of this folder and ../variants/*.facts.ts`.
 *
 * Then the tables of `variant-tables.ts`, which are made from what the lists export.
 *
 *     node scripts/lists.ts           writes the lists and the tables
 *     node scripts/lists.ts --check   names the stale ones and fails
 */
import { spawnSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const MARKER = '// Written by scripts/lists.ts from the files of this folder; do not edit.'

const MARKED = /^\/\/ Written by scripts\/lists\.ts from the files of this folder(?: and (\S+))?; do not edit\./

const isListed = (file: string): boolean =>
  file.endsWith('.ts') && file !== 'index.ts' && !/\.(?:test|test-d|bench|cases|facts|d)\.ts$/.test(file)

/** Orders names as Biome orders exports: numbers by value, everything else by code unit. */
function byName(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D/g) ?? [], b.match(/\d+|\D/g) ?? []]
  const i = left.findIndex((token, at) => token !== right[at])
  const [l, r] = [left[i], right[i]]
  if (l === undefined) return left.length - right.length
  if (r === undefined) return 1
  return Number(l) - Number(r) || (l < r ? -1 : 1)
}

/** The list of a folder that holds these files; `further` are paths of files elsewhere, `marker` is its first line. */
export function listOf(files: readonly string[], further: readonly string[] = [], marker: string = MARKER): string {
  const own = files.filter(isListed).map((file) => `./${file}`)
  const exports = [...further, ...own]
    .map((path) => path.slice(0, -'.ts'.length).replace(/^(?!\.)/, './'))
    .sort(byName)
    .map((path) => `export * from '${path}.ts'\n`)
  return `${marker}\n\n${exports.join('')}`
}

/** The generated lists below a root: where they are, what they hold and what they should hold. */
export function findLists(root: string): { path: string; text: string; fresh: string }[] {
  return globSync('{packages,apps}/*/src/**/index.ts', { cwd: root })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .flatMap((list) => {
      const [marker, pattern] = list.text.match(MARKED) ?? []
      if (marker === undefined) return []
      const folder = dirname(join(root, list.path))
      return [
        { ...list, fresh: listOf(readdirSync(folder), pattern ? globSync(pattern, { cwd: folder }) : [], marker) },
      ]
    })
}

/** Writes the stale lists, or only names them. */
export function updateLists(root: string, { write }: { write: boolean }): string[] {
  const stale = findLists(root).filter(({ text, fresh }) => text !== fresh)
  if (write) for (const { path, fresh } of stale) writeFileSync(join(root, path), fresh)
  return stale.map(({ path }) => path)
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const stale = updateLists(join(import.meta.dirname, '..'), { write: !check })
  for (const path of stale) console.log(check ? `stale: ${path} (run: node scripts/lists.ts)` : `wrote ${path}`)
  if (check && stale.length > 0) process.exitCode = 1
  const tables = join(import.meta.dirname, 'variant-tables.ts')
  const { status } = spawnSync(process.execPath, ['--conditions=@thinned/source', tables, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
