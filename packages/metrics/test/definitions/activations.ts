import * as measures from '../../src/measures/activations/index.ts'
import { measure } from '../../src/metric.ts'
import { mean, sum } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'
import { extremes, scaledBy } from './extreme-numbers.ts'

const activations = extremes
  .slice(4)
  .map((a) => ({ activations: [a, 0, a, 2 * (a / 4), 0, -a, a / 2, 0, a], units: 3 }))

export const definitions: Definitions = {
  activationSparsity: {
    batches: activations,
    found: (batch) => {
      const { unitMeans, ...rest } = measure(measures.activationSparsity(), batch)
      return [rest.activeShare, rest.mean, rest.silentShare, ...unitMeans]
    },
    exact: ({ activations: all }: { activations: number[] }) => [
      all.filter((value) => value !== 0).length / 9,
      mean(all),
      1 / 3,
      ...[0, 1, 2].map((unit) => mean(all.filter((_, i) => i % 3 === unit))),
    ],
  },
  coAdaptation: {
    batches: activations,
    found: (batch) => measure(measures.coAdaptation(), batch),
    exact({ activations: all }: { activations: number[] }) {
      const units = [0, 1, 2].map((unit) => all.filter((_, i) => i % 3 === unit).map((value) => value / scaledBy(all)))
      const varying = units
        .map((unit) => unit.map((value) => value - mean(unit)))
        .filter((unit) => scaledBy(unit) !== 1 || unit.some((value) => value !== 0))
      const product = (a: number[], b: number[]): number => sum(a.map((value, i) => value * b[i]!))
      const pairsOf = varying.flatMap((a, i) => varying.slice(0, i).map((b) => [a, b] as const))
      return mean(pairsOf.map(([a, b]) => Math.abs(product(a, b)) / Math.sqrt(product(a, a) * product(b, b))))
    },
  },
}
