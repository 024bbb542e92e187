import { auroc, falsePositiveRate, measure, mostProbable } from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { Evidence } from './evidence.ts'

/**
 * How well entropy and mutual information tell wrong test predictions from right ones, and letters and noise from test images. The false positive
 * rate is the share of the wrong or foreign that passes where 95 % of the right or own do.
 */
export function detection(
  test: Evidence,
  away: Readonly<Record<'letters' | 'noise', Omit<Evidence, 'labels'>>>,
): Measures {
  const measures: Record<string, number> = {}
  const predicted = mostProbable(test.probabilities, test.classes)
  const wrong = Array.from(predicted, (label, i) => Number(label !== test.labels[i]))
  for (const score of ['entropy', 'mutualInformation'] as const) {
    const here = test[score]
    if (!here) continue
    const tells = (name: string, scores: readonly number[], strange: readonly number[]): void => {
      measures[`${name}.${score}.auroc`] = measure(auroc(), { probabilities: scores, classes: 1, labels: strange })
      measures[`${name}.${score}.fpr95`] = measure(falsePositiveRate(), {
        probabilities: scores.map((value) => -value),
        classes: 1,
        labels: strange.map((label) => 1 - label),
      })
    }
    if (wrong.includes(1) && wrong.includes(0)) tells('errors', [...here], wrong)
    for (const [name, evidence] of Object.entries(away)) {
      const there = evidence[score]!
      tells(name, [...here, ...there], [...Array.from(here, () => 0), ...Array.from(there, () => 1)])
    }
  }
  return measures
}
