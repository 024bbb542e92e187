import { readdirSync } from 'node:fs'
import type { ConformalIntervalsOptions } from '../../src/conformal/intervals/conformal-intervals.ts'
import type { ConformalSetsOptions } from '../../src/conformal/sets/conformal-sets.ts'

/** What `<score>.cases.ts` exports as `cases`: options of the score, by title. */
export type SetScoreCases = Readonly<Record<string, Omit<ConformalSetsOptions, 'alpha' | 'score'>>>
export type IntervalScoreCases = Readonly<Record<string, Omit<ConformalIntervalsOptions, 'alpha' | 'score'>>>

const CONFORMAL = new URL('../../src/conformal/', import.meta.url)

/** The options of every case of every score that lies in a folder, with their score: `<score>, <title>`. */
async function casesOf<Options>(folder: string): Promise<[name: string, options: Options][]> {
  const files = readdirSync(new URL(folder, CONFORMAL)).filter(
    (file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts',
  )
  const cases = files.map(async (file) => {
    const score = file.slice(0, -'.ts'.length)
    const { cases: ofFile } = (await import(new URL(`${folder}${score}.cases.ts`, CONFORMAL).href)) as {
      cases: Readonly<Record<string, Options>>
    }
    return Object.entries(ofFile).map(([title, options]): [string, Options] => [
      title ? `${score}, ${title}` : score,
      { score, ...options },
    ])
  })
  return (await Promise.all(cases)).flat()
}

export const casesOfSetScores = (): Promise<[string, Omit<ConformalSetsOptions, 'alpha'>][]> => casesOf('sets/scores/')
export const casesOfIntervalScores = (): Promise<[string, Omit<ConformalIntervalsOptions, 'alpha'>][]> =>
  casesOf('intervals/scores/')
