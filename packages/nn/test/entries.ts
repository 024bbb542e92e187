import { existsSync, readdirSync } from 'node:fs'

/** A file of a folder of entries: its name, what the package calls it, and its cases where it has any. */
export interface Entry<Cases> {
  readonly file: string
  /** The file's name in camel case: max-pool2d.ts holds maxPool2d. */
  readonly name: string
  readonly cases: Cases | undefined
}

/** Files that are no entries: the list, and what a loss is. */
const contracts = new Set(['index.ts', 'define.ts'])

/** The entries of a folder of src, found by listing it: what must be known of `<name>.ts` lies in `<name>.cases.ts`. */
export async function entriesOf<Cases>(folder: 'layers' | 'losses' | 'initializers'): Promise<readonly Entry<Cases>[]> {
  const place = new URL(`../src/${folder}/`, import.meta.url)
  const files = readdirSync(place).filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && !contracts.has(file))
  return Promise.all(
    files.sort().map(async (file) => {
      const beside = new URL(file.replace(/ts$/, 'cases.ts'), place)
      const cases = existsSync(beside) ? ((await import(beside.href)).cases as Cases) : undefined
      return { file, name: file.slice(0, -3).replace(/-./g, (pair) => pair[1]!.toUpperCase()), cases }
    }),
  )
}

/** Every case of every entry, titled for tests. */
export function titled<Case>(
  entries: readonly Entry<Readonly<Record<string, Case>>>[],
): readonly (readonly [title: string, one: Case, entry: Entry<unknown>])[] {
  return entries.flatMap((entry) =>
    Object.entries(entry.cases ?? {}).map(([title, one]) => [`${entry.name}, ${title}`, one, entry] as const),
  )
}
