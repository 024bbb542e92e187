import * as measures from '../../src/measures/selective/index.ts'
import { measure } from '../../src/metric.ts'
import { mean } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'
import { extremes } from './extreme-numbers.ts'

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]]
  return values.flatMap((value) =>
    permutations(values.filter((other) => other !== value)).map((rest) => [value, ...rest]),
  )
}

interface Answers {
  readonly uncertainty: readonly number[]
  readonly predicted: readonly number[]
  readonly labels: readonly number[]
}

const batches: readonly Answers[] = extremes.map((value) => ({
  uncertainty: [value, 0, 1, value / 2],
  predicted: [0, 0, 1, 1],
  labels: [0, 1, 1, 0],
}))

/** The mean over all orders of equals, of which there are few, of the error of the first k. */
function risksOf({ predicted, labels }: Answers, uncertainty: readonly number[]): number[] {
  const orders = permutations([0, 1, 2, 3]).filter((order) =>
    order.every((at, i) => i === 0 || uncertainty[order[i - 1]!]! <= uncertainty[at]!),
  )
  return predicted.map((_, k) =>
    mean(orders.map((order) => mean(order.slice(0, k + 1).map((at) => Number(predicted[at] !== labels[at]))))),
  )
}

export const definitions: Definitions = {
  aurc: {
    batches,
    found: (batch) => measure(measures.aurc(), batch),
    exact: (batch: Answers) => mean(risksOf(batch, batch.uncertainty)),
  },
  excessAurc: {
    batches,
    found: (batch) => measure(measures.excessAurc(), batch),
    exact: (batch: Answers) =>
      mean(risksOf(batch, batch.uncertainty)) -
      mean(
        risksOf(
          batch,
          batch.predicted.map((value, i) => Number(value !== batch.labels[i])),
        ),
      ),
  },
  riskCoverage: {
    batches,
    found(batch) {
      const { coverage, risk, uncertainty } = measure(measures.riskCoverage(), batch)
      return [...coverage, ...risk, ...uncertainty]
    },
    exact: (batch: Answers) => [
      ...[0.25, 0.5, 0.75, 1],
      ...risksOf(batch, batch.uncertainty),
      ...batch.uncertainty.toSorted((a, b) => a - b),
    ],
  },
}
