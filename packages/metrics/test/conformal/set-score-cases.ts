import { readdirSync } from 'node:fs'
import type { ConformalSetsOptions } from '../../src/conformal/conformal-sets.ts'
import { type SetScoreName, setScoreNames } from '../../src/conformal/fitted-sets.ts'

/** What `<score>.cases.ts` exports as `cases`: options of the score, by title. */
export type SetScoreCases = Readonly<Record<string, Omit<ConformalSetsOptions, 'alpha' | 'score'>>>

const FOLDER = new URL('../../src/conformal/set-scores/', import.meta.url)

/** The options of every case of every score that lies in the folder, `<score>, <title>`. */
export async function casesOfSetScores(): Promise<[name: string, Omit<ConformalSetsOptions, 'alpha'>][]> {
  const files = readdirSync(FOLDER).filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  const cases = files.map(async (file) => {
    const score = file.slice(0, -'.ts'.length) as SetScoreName
    if (!setScoreNames.includes(score)) throw new Error(`${file} exports no score of its name`)
    const { cases: ofFile } = (await import(new URL(`${score}.cases.ts`, FOLDER).href)) as { cases: SetScoreCases }
    return Object.entries(ofFile).map(([title, options]): [string, Omit<ConformalSetsOptions, 'alpha'>] => [
      title ? `${score}, ${title}` : score,
      { score, ...options },
    ])
  })
  return (await Promise.all(cases)).flat()
}
