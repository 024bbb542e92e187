import { readdirSync } from 'node:fs'
import { ThinnedError } from '@thinned/schema'
import { describe, expect, test } from 'vitest'
import { functionsWithOptions, membersOf } from './public-functions.ts'
import type { Inside, Sites } from './sites.ts'

/**
 * No public function takes an option that it does not have. The functions and the names of their options are read from the reports of the API; a
 * new function fails here until `sites/<package>.ts` calls it.
 */
const FOLDER = new URL('./sites/', import.meta.url)

const functions = functionsWithOptions()

/** Ways in which a name is miswritten, the right name left out. */
const misspellings = (name: string): readonly string[] =>
  [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    name.toUpperCase(),
    `${name}s`,
    ...(name.length > 3 ? [name.slice(0, -1), name.slice(0, 2) + name.slice(3)] : []),
  ].filter((wrong) => wrong !== name)

/** What a call throws, or undefined. */
async function refusalOf(call: () => unknown): Promise<unknown> {
  try {
    await call()
  } catch (error) {
    return error
  }
  return undefined
}

for (const file of readdirSync(FOLDER).sort()) {
  const { sites, inside = {} } = (await import(new URL(file, FOLDER).href)) as {
    sites: Sites
    inside?: Inside
  }
  const packageName = file.replace('.ts', '')
  const own = functions.filter(({ id }) => id.startsWith(`${packageName}/`))

  describe(`@thinned/${packageName}`, () => {
    test('every public function with options is called', () => {
      expect(own.map(({ id }) => id.split('/')[1]!).filter((name) => !Object.hasOwn(sites, name))).toEqual([])
    })

    test.each(Object.keys(sites))('%s refuses an option that it does not have', async (name) => {
      const part = Object.hasOwn(inside, name) ? inside[name]! : undefined
      const options = part
        ? typeof part === 'string'
          ? membersOf(packageName, part)
          : part
        : (own.find(({ id }) => id === `${packageName}/${name}`)?.options ?? [])
      expect(options, `the options of ${name}`).not.toEqual([])
      const taken: string[] = []
      for (const option of options)
        for (const wrong of misspellings(option)) {
          if (options.includes(wrong)) continue
          // Two options may be miswritten the same, as beta1 and beta2 are by beta.
          const meant = options.filter((each) => misspellings(each).includes(wrong))
          const refusal = await refusalOf(() => sites[name]!({ [wrong]: 1 } as never))
          if (
            !(
              refusal instanceof ThinnedError &&
              refusal.code === 'unknown-option' &&
              meant.some((each) => refusal.message.includes(`write ${each}`))
            )
          )
            taken.push(`${wrong} for ${option}: ${(refusal as Error | undefined)?.message ?? 'taken in silence'}`)
        }
      expect(taken).toEqual([])
    })
  })
}
