import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A published module of a package. */
export interface Entry {
  /** As users import it, from the package: `.`, `./zoneout`. */
  readonly specifier: string
  /** What `exports` in package.json says of it: `./*`. */
  readonly pattern: string
  /** Its source, absolute. */
  readonly source: string
  /** Its module in `dist`, without the extension. */
  readonly module: string
}

/** One value of `exports` in package.json. */
type Target = string | { readonly '@thinned/source'?: string; readonly default?: string }

/** The entries of the package in a folder, by its `exports`: a star stands for every source of its folder but tests, cases and the index. */
export function entriesOf(folder: string): Entry[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, Target>
  }
  return Object.entries(exports).flatMap(([pattern, target]) => {
    if (typeof target === 'string' || !target['@thinned/source'] || !target.default) return []
    const module = target.default.replace(/^\.\/dist\/|\.js$/g, '')
    return sourcesOf(target['@thinned/source'], folder).map((source) => {
      const named = (text: string): string => text.replace('*', basename(source, '.ts'))
      return { specifier: named(pattern), pattern, source: join(folder, source), module: named(module) }
    })
  })
}

const sourcesOf = (pattern: string, folder: string): string[] =>
  pattern.includes('*')
    ? globSync(pattern, { cwd: folder })
        .filter((path) => !/\.[\w-]+\.ts$|\/index\.ts$/.test(path))
        .sort()
    : [pattern]
