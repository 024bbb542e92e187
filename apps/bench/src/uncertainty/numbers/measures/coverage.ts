import { intervalCoverage, intervalWidth, measure, predictiveInterval } from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { NumberEvidence } from '../predictors.ts'

/** What intervals claim to hold. */
export const LEVELS: readonly number[] = [0.5, 0.8, 0.9, 0.95]

/** The share of targets in the central intervals of the samples with noise around them, and how wide these are. */
export function coverage({ samples, targets }: NumberEvidence, noiseVariance: number, of: string): Measures {
  const measures: Record<string, number> = {}
  for (const level of LEVELS) {
    const intervals = predictiveInterval(samples, { samples: samples.length / targets.length, noiseVariance, level })
    measures[`${of}.${level}.coverage`] = measure(intervalCoverage(), { ...intervals, targets })
    measures[`${of}.${level}.width`] = measure(intervalWidth(), { ...intervals, targets })
  }
  return measures
}

/** The normal quantile of 1 − 0.05 / 8: four two-sided tests that together call a right level wrong in at most 5 % of cases. */
const Z = 2.4977

/** Whether a share of n rows agrees with what was claimed: within the binomial interval of the level, whose four tests share 5 %. */
export function agrees(share: number, level: number, n: number): boolean {
  return Math.abs(share - level) <= halfWidth(level, n)
}

/** Half the width of that interval. */
export const halfWidth = (level: number, n: number): number => Z * Math.sqrt((level * (1 - level)) / n)
