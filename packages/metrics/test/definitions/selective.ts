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

export const definitions: Definitions = {
  aurc: {
    batches: extremes.map((value) => ({
      uncertainty: [value, 0, 1, value / 2],
      predicted: [0, 0, 1, 1],
      labels: [0, 1, 1, 0],
    })),
    found: (batch) => measure(measures.aurc(), batch),
    exact({ uncertainty, predicted, labels }) {
      // The mean over all orders of equals, of which there are few.
      const orders = permutations([0, 1, 2, 3]).filter((order) =>
        order.every((at, i) => i === 0 || uncertainty[order[i - 1]!] <= uncertainty[at]),
      )
      return mean(
        orders.map((order) =>
          mean(order.map((_, k) => mean(order.slice(0, k + 1).map((at) => Number(predicted[at] !== labels[at]))))),
        ),
      )
    },
  },
}
