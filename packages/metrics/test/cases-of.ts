import { readdirSync } from 'node:fs'
import type { MetricCases } from './cases.ts'

const FOLDER = new URL('../src/measures/', import.meta.url)

/** The cases of every file of src/measures, `<name>, <title>`: what must be known of `<name>.ts` lies in `<name>.cases.ts`. */
export async function casesOfMeasures(): Promise<[name: string, MetricCases[string]][]> {
  const names = readdirSync(FOLDER)
    .filter(
      (file) => file.endsWith('.ts') && !file.includes('.cases.') && !file.includes('.test.') && file !== 'index.ts',
    )
    .map((file) => file.slice(0, -'.ts'.length))
  const cases = names.map(async (name) => {
    const { cases: ofFile } = (await import(new URL(`${name}.cases.ts`, FOLDER).href)) as { cases: MetricCases }
    return Object.entries(ofFile).map(
      ([title, one]) => [title ? `${name}, ${title}` : name, one] as [string, typeof one],
    )
  })
  return (await Promise.all(cases)).flat()
}
