import { readdirSync } from 'node:fs'

/**
 * What the files of a folder of src say of themselves, by name: `<name>.ts` has `<name>.cases.ts` beside it, which exports `cases`. An
 * entry without cases is an error, so that a suite leaves none out.
 */
export async function casesOf<Cases>(
  folder: 'averaging' | 'constraints' | 'optimizers' | 'schedules',
): Promise<readonly (readonly [name: string, cases: Cases])[]> {
  const place = new URL(`../src/${folder}/`, import.meta.url)
  const entries = readdirSync(place).filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  return Promise.all(
    entries.map(async (file) => {
      const name = file.slice(0, -'.ts'.length)
      const { cases } = (await import(new URL(`${name}.cases.ts`, place).href)) as { cases: Cases }
      return [name, cases] as const
    }),
  )
}
