import { globSync } from 'node:fs'
import type { MetricCases } from './cases.ts'

const FOLDER = new URL('../src/measures/', import.meta.url)

/** The files of the measures, `src/measures/<family>/<name>.ts`. */
export function filesOfMeasures(): { family: string; name: string }[] {
  return globSync('*/*.ts', { cwd: FOLDER })
    .filter((file) => /[\\/][\w-]+\.ts$/.test(file) && !file.endsWith('index.ts'))
    .sort()
    .map((file) => {
      const [family, name] = file.slice(0, -'.ts'.length).split(/[\\/]/)
      return { family: family!, name: name! }
    })
}

/** The cases of every measure, `<name>, <title>`: what must be known of `<name>.ts` lies in `<name>.cases.ts`. */
export async function casesOfMeasures(): Promise<[name: string, MetricCases[string]][]> {
  const cases = filesOfMeasures().map(async ({ family, name }) => {
    const { cases: ofFile } = (await import(new URL(`${family}/${name}.cases.ts`, FOLDER).href)) as {
      cases: MetricCases
    }
    return Object.entries(ofFile).map(
      ([title, one]) => [title ? `${name}, ${title}` : name, one] as [string, typeof one],
    )
  })
  return (await Promise.all(cases)).flat()
}
