import { readdirSync } from 'node:fs'

/**
 * The cases of every member of a folder of src, by name: `<name>.cases.ts` beside `<name>.ts` exports `cases`. A member without cases is an
 * error, so that no suite leaves one out.
 */
export async function casesOf<Cases>(
  folder: 'averaging' | 'constraints' | 'optimizers' | 'schedules',
): Promise<readonly (readonly [name: string, cases: Cases])[]> {
  const url = new URL(`../src/${folder}/`, import.meta.url)
  const entries = readdirSync(url).filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  return Promise.all(
    entries.map(async (file) => {
      const name = file.slice(0, -'.ts'.length)
      const { cases } = (await import(new URL(`${name}.cases.ts`, url).href)) as { cases: Cases }
      return [name, cases] as const
    }),
  )
}
