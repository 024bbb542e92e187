import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * What the files of a folder say of themselves, by name: `<name>.ts` has `<name>.cases.ts` beside it, which exports `cases`. An entry
 * without cases is an error, so that a suite leaves none out.
 */
export async function casesOf<Cases>(folder: string): Promise<readonly (readonly [name: string, cases: Cases])[]> {
  const entries = readdirSync(folder).filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  return Promise.all(
    entries.map(async (file) => {
      const name = file.slice(0, -'.ts'.length)
      const { cases } = (await import(pathToFileURL(join(folder, `${name}.cases.ts`)).href)) as { cases: Cases }
      return [name, cases] as const
    }),
  )
}
