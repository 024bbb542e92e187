import type { Section } from '../study.ts'
import { summarize } from '../summary.ts'
import { REGIONS } from './curve.ts'
import { PREDICTORS, type PredictorName } from './predictors.ts'
import { type AwayFindings, LEVEL } from './run-seed.ts'

const names = Object.keys(PREDICTORS) as PredictorName[]

/** Everything that was measured, as tables. */
export function sections({ seeds }: AwayFindings): Section[] {
  const of = (name: PredictorName, measure: string, factor: number, decimals: number): string => {
    const { mean, deviation } = summarize(seeds.map(({ measures }) => measures[name][measure]!))
    const spread = deviation > 0 ? ` ± ${(factor * deviation).toFixed(decimals)}` : ''
    return `${(factor * mean).toFixed(decimals)}${spread}`
  }
  const ratio = (name: PredictorName, region: string): string =>
    summarize(
      seeds.map(({ measures }) => measures[name][`${region}.deviation`]! / measures[name]['inside.deviation']!),
    ).mean.toFixed(1)
  return [
    {
      title: 'Deviation of the samples',
      head: ['', ...REGIONS, 'gap over inside', 'beyond over inside'],
      rows: names
        .filter((name) => name !== 'one')
        .map((name) => [
          PREDICTORS[name],
          ...REGIONS.map((region) => of(name, `${region}.deviation`, 1, 3)),
          ratio(name, 'gap'),
          ratio(name, 'beyond'),
        ]),
    },
    {
      title: `Coverage of ${100 * LEVEL} % intervals, %`,
      head: ['', ...REGIONS, 'fitted noise'],
      rows: names.map((name) => [
        PREDICTORS[name],
        ...REGIONS.map((region) => of(name, `${region}.coverage`, 100, 1)),
        of(name, 'noise', 1, 3),
      ]),
    },
  ]
}
