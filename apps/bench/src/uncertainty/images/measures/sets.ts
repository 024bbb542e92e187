import { conformalSets, type SetScoreName } from '@thinned/metrics'
import type { Key } from '@thinned/rng'
import type { Measures } from '../../study.ts'
import type { Evidence } from './evidence.ts'

/** How often a set may miss the true class. The last is below the error of the nets. */
export const ALPHAS: readonly number[] = [0.1, 0.05, 0.01]
export const SET_SCORES: readonly SetScoreName[] = ['thr', 'aps', 'raps']

/**
 * How often the conformal sets of test images hold the true class, and how many classes they have, also those of letters, which have no true
 * class. Empty sets stay empty, so that the sets claim no more than 1 − alpha.
 */
export function setsOf(validation: Evidence, test: Evidence, letters: Omit<Evidence, 'labels'>, key: Key): Measures {
  const measures: Record<string, number> = {}
  for (const score of SET_SCORES)
    for (const alpha of ALPHAS) {
      const drawn = score === 'thr' ? {} : { key }
      const fitted = conformalSets({ alpha, score, emptySets: 'keep', ...drawn }).fit(validation)
      const { mask, sizes } = fitted.sets(test)
      const covered = sizes.filter((_, row) => mask[row * test.classes + test.labels[row]!] === 1).length
      const of = `sets.${score}.${alpha}`
      measures[`${of}.coverage`] = covered / sizes.length
      measures[`${of}.size`] = mean(sizes)
      measures[`${of}.letters`] = mean(fitted.sets(letters).sizes)
    }
  return measures
}

const mean = (sizes: Int32Array): number => sizes.reduce((sum, size) => sum + size, 0) / sizes.length
