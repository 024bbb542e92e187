import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { junk, strayErrorOf } from './junk.ts'
import { functionsWithOptions, membersOf } from './public-functions.ts'
import type { Inside, Sites } from './sites.ts'

/** Whatever a public function is given in the place of its options, or as one of them, an error is one of ours: no TypeError comes from within. */
const FOLDER = new URL('./sites/', import.meta.url)

const functions = functionsWithOptions()

for (const file of readdirSync(FOLDER).sort()) {
  const { sites, inside = {} } = (await import(new URL(file, FOLDER).href)) as { sites: Sites; inside?: Inside }
  const packageName = file.replace('.ts', '')

  describe(`@thinned/${packageName}`, () => {
    test.each(Object.keys(sites))('%s refuses junk by an error of ours', async (name) => {
      const part = Object.hasOwn(inside, name) ? inside[name]! : undefined
      const names =
        typeof part === 'string'
          ? membersOf(packageName, part)
          : (part ?? functions.find(({ id }) => id === `${packageName}/${name}`)?.options ?? [])
      const given = fc.oneof(
        junk,
        fc.tuple(fc.constantFrom(...names), junk).map(([option, value]) => ({ [option]: value })),
      )
      await fc.assert(
        fc.asyncProperty(given, async (options) => {
          expect(await strayErrorOf(() => sites[name]!(options as never))).toBeUndefined()
        }),
        { seed: 14, numRuns: 40 },
      )
    })
  })
}
