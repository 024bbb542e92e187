import { existsSync, readdirSync } from 'node:fs'

/** A member of a folder of src: what a file exports, and what its cases file says of it. */
export interface Entry<Cases> {
  readonly file: string
  /** The export's name, as maxPool2d. */
  readonly name: string
  readonly cases: Cases | undefined
}

/** Files that hold no members: the list, and what a loss is. */
const contracts = new Set(['index.ts', 'define.ts', 'parts.ts'])

/**
 * The members of a folder, found by listing it: all that its files export. The cases of `<name>.ts` lie in `<name>.cases.ts`: those of its
 * only member, or of a family by the names of its members. A member without cases gets those of `defaults`.
 */
export async function entriesOf<Cases>(
  folder: 'layers' | 'losses' | 'initializers',
  defaults?: (member: never) => Cases,
): Promise<readonly Entry<Cases>[]> {
  const at = (file: string): string => new URL(`../src/${folder}/${file}`, import.meta.url).href
  const files = readdirSync(new URL(at(''))).filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && !contracts.has(file))
  const entries = await Promise.all(
    files.sort().map(async (file) => {
      const members = Object.entries((await import(at(file))) as Record<string, unknown>)
      const beside = at(file.replace(/ts$/, 'cases.ts'))
      const { cases = {} } = (existsSync(new URL(beside)) ? await import(beside) : {}) as { cases?: unknown }
      const byName = (members.length === 1 ? { [members[0]![0]]: cases } : cases) as Record<string, Cases>
      const unknown = Object.keys(byName).find((name) => !members.some(([member]) => member === name))
      if (unknown !== undefined) throw new Error(`${beside} has cases of ${unknown}, which ${file} does not export.`)
      return members.map(([name, member]) => ({
        file,
        name,
        cases: Object.keys(byName[name] ?? {}).length > 0 ? byName[name] : defaults?.(member as never),
      }))
    }),
  )
  return entries.flat()
}

/** Every case of every entry, titled for tests. */
export function titled<Case>(
  entries: readonly Entry<Readonly<Record<string, Case>>>[],
): readonly (readonly [title: string, one: Case, entry: Entry<unknown>])[] {
  return entries.flatMap((entry) =>
    Object.entries(entry.cases ?? {}).map(([title, one]) => [`${entry.name}, ${title}`, one, entry] as const),
  )
}
