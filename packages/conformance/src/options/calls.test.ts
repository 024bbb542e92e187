import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calls } from './calls.ts'
import { junk, strayErrorOf } from './junk.ts'
import type { Sites } from './sites.ts'

/** Whatever stands in the place of one argument of a public function, an error is one of ours. */
const FOLDER = new URL('./calls/', import.meta.url)

for (const file of readdirSync(FOLDER).sort()) {
  const { entries, calls } = (await import(new URL(file, FOLDER).href)) as { entries: readonly object[]; calls: Calls }
  const { sites } = (await import(new URL(`./sites/${file}`, import.meta.url).href)) as { sites: Sites }

  describe(`@thinned/${file.replace('.ts', '')}`, () => {
    test('every public function is called', () => {
      const functions = entries.flatMap((entry) =>
        Object.entries(entry).flatMap(([name, member]) => (isCallable(member) ? [[name, member]] : [])),
      )
      const called = new Set<unknown>([...Object.values(calls).map(([run]) => run), ...Object.values(sites)])
      const missing = functions.filter(([name, member]) => !called.has(member) && !Object.hasOwn(sites, name as string))
      expect(missing.map(([name]) => name)).toEqual([])
    })

    test.each(Object.entries(calls))(
      '%s refuses junk in the place of an argument by an error of ours',
      async (_, [run, ...given]) => {
        await run(...(given as never[]))
        const place = fc.nat(given.length - 1)
        await fc.assert(
          fc.asyncProperty(place, junk, async (index, other) => {
            expect(await strayErrorOf(() => run(...(given.with(index, other) as never[])))).toBeUndefined()
          }),
          { seed: 14, numRuns: 25 * given.length },
        )
      },
    )
  })
}

/** A function that is no class. */
function isCallable(member: unknown): boolean {
  return typeof member === 'function' && !(member.prototype instanceof Error) && member.length > 0
}
