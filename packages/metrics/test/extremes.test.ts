import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as measures from '../src/measures/index.ts'
import { measure } from '../src/metric.ts'
import {
  areaOf,
  firstLargest,
  mean,
  possible,
  precisionOf,
  probability,
  ranked,
  rounded,
  rowsOf,
  type Scored,
  sum,
  surprise,
  three,
  two,
  withoutLogits,
} from './extreme-scores.ts'

// Every metric of the folder against its definition, written plainly in float64, on batches of extremes: classes that are masked, as probable, or
// certain beyond what a probability holds; numbers from the smallest to the largest of float32.

interface Definition {
  readonly batches: readonly object[]
  // biome-ignore lint/suspicious/noExplicitAny: each takes its own batches
  readonly found: (batch: any) => unknown
  // biome-ignore lint/suspicious/noExplicitAny: each takes its own batches
  readonly exact: (batch: any) => unknown
}

const ranking =
  (metric: typeof measures.auroc | typeof measures.averagePrecision): Definition['found'] =>
  (batch) =>
    measure(batch.classes === 2 ? metric() : metric({ average: 'none' } as never), batch)

const extremes = [0, -0, 1e-45, 1e-38, 1e-20, 0.3, 1e20, 1e38, 3.4e38]
  .flatMap((value) => [value, -value])
  .map(Math.fround)
const pairs = [
  ...extremes.flatMap((a) => extremes.map((b) => ({ predicted: [a], targets: [b] }))),
  ...extremes.map((a) => ({ predicted: [a, a / 2, 0], targets: [0, a, -a] })),
]
/** Σ of products of large and small numbers, brought near 1. */
const scaledBy = (values: readonly number[]): number => Math.max(...values.map(Math.abs)) || 1

/** The definition for predicted and true classes, which have no extremes but absent classes and one example. */
const classBatches = [
  { predicted: [0], labels: [0] },
  { predicted: [0], labels: [1] },
  { predicted: [1, 1, 1, 0], labels: [1, 1, 0, 1] },
]
const countOf = ({ predicted, labels }: { predicted: number[]; labels: number[] }, p: number, l: number): number =>
  labels.filter((label, i) => label === l && predicted[i] === p).length
const classScore =
  (of: (right: number, predicted: number, actual: number) => number): Definition['exact'] =>
  (batch) => {
    const right = countOf(batch, 1, 1)
    return of(right, right + countOf(batch, 1, 0), right + countOf(batch, 0, 1)) || 0
  }
const activations = extremes
  .slice(4)
  .map((a) => ({ activations: [a, 0, a, 2 * (a / 4), 0, -a, a / 2, 0, a], units: 3 }))

const definitions: Readonly<Record<string, Definition>> = {
  accuracy: {
    batches: classBatches,
    found: (batch) => measure(measures.accuracy(), batch),
    exact: ({ predicted, labels }) => mean(labels.map((label: number, i: number) => Number(label === predicted[i]))),
  },
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
  auroc: { batches: [two, three], found: ranking(measures.auroc), exact: ranked(areaOf) },
  averagePrecision: { batches: [two, three], found: ranking(measures.averagePrecision), exact: ranked(precisionOf) },
  brier: {
    batches: [two, three],
    found: (batch) => measure(measures.brier(), batch),
    exact: (batch: Scored) =>
      mean(
        rowsOf(batch).map((row, i) =>
          sum(row.map((_, c) => (c === batch.labels[i] ? 1 - probability(row, c) : probability(row, c)) ** 2)),
        ),
      ),
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
  confusionMatrix: {
    batches: classBatches,
    found: (batch) => measure(measures.confusionMatrix({ classes: 2 }), batch).flat(),
    exact: (batch) => [countOf(batch, 0, 0), countOf(batch, 1, 0), countOf(batch, 0, 1), countOf(batch, 1, 1)],
  },
  ece: {
    batches: [two, three],
    found: (batch) => measure(measures.ece({ bins: 5 }), batch),
    exact(batch: Scored) {
      const bins = [0, 0, 0, 0, 0]
      for (const [i, row] of rowsOf(batch).entries()) {
        const predicted = firstLargest(row)
        const confidence = probability(row, predicted)
        bins[Math.ceil(confidence * 5) - 1]! += Number(predicted === batch.labels[i]) - confidence
      }
      return sum(bins.map(Math.abs)) / batch.labels.length
    },
  },
  f1: {
    batches: classBatches,
    found: (batch) => measure(measures.f1({ classes: 2, positive: 1 }), batch),
    exact: classScore((right, predicted, actual) => (2 * right) / (predicted + actual)),
  },
  logLoss: {
    batches: [two, three, possible(two), possible(three)],
    found: (batch) => measure(measures.logLoss(), batch),
    exact: (batch: Scored) => mean(rowsOf(batch).map((row, i) => surprise(row, batch.labels[i]!))),
  },
  mae: {
    batches: pairs,
    found: (batch) => measure(measures.mae(), batch),
    exact: ({ predicted, targets }) => mean(predicted.map((value: number, i: number) => Math.abs(value - targets[i]))),
  },
  meanVariance: {
    batches: extremes.slice(4).map((value) => ({ values: [value, value, -value, 0, value / 2] })),
    found: (batch) => {
      const { mean, variance, standardDeviation } = measure(measures.meanVariance(), batch)
      return [mean, variance, standardDeviation]
    },
    exact({ values }: { values: number[] }) {
      const scale = scaledBy(values)
      const own = values.map((value) => value / scale)
      const variance = sum(own.map((value) => (value - mean(own)) ** 2)) / (own.length - 1)
      return [mean(own) * scale, variance * scale * scale, Math.sqrt(variance) * scale]
    },
  },
  precision: {
    batches: classBatches,
    found: (batch) => measure(measures.precision({ classes: 2, positive: 1 }), batch),
    exact: classScore((right, predicted) => right / predicted),
  },
  r2: {
    batches: extremes.slice(4).map((a) => ({ predicted: [a, a / 2, 0], targets: [0, a, -a] })),
    found: (batch) => measure(measures.r2(), batch),
    exact({ predicted, targets }: { predicted: number[]; targets: number[] }) {
      const scale = scaledBy(targets)
      const middle = mean(targets.map((value) => value / scale))
      const errors = sum(targets.map((value, i) => ((value - predicted[i]!) / scale) ** 2))
      return 1 - errors / sum(targets.map((value) => (value / scale - middle) ** 2))
    },
  },
  recall: {
    batches: classBatches,
    found: (batch) => measure(measures.recall({ classes: 2, positive: 1 }), batch),
    exact: classScore((right, _, actual) => right / actual),
  },
  rmse: {
    batches: pairs,
    found: (batch) => measure(measures.rmse(), batch),
    exact: ({ predicted, targets }) =>
      Math.hypot(...predicted.map((value: number, i: number) => value - targets[i])) / Math.sqrt(predicted.length),
  },
  topKAccuracy: {
    batches: [three],
    found: (batch) => measure(measures.topKAccuracy({ k: 2 }), batch),
    exact: (batch: Scored) =>
      mean(
        rowsOf(batch).map((row, i) => {
          const label = batch.labels[i]!
          return Number(row.filter((z, c) => z > row[label]! || (z === row[label] && c < label)).length < 2)
        }),
      ),
  },
}

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]]
  return values.flatMap((value) =>
    permutations(values.filter((other) => other !== value)).map((rest) => [value, ...rest]),
  )
}

const names = readdirSync(new URL('../src/measures/', import.meta.url))
  .filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  .map((file) => file.slice(0, -3).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))

describe.each(names)('%s', (name) => {
  test('it agrees with its definition at extremes, to 1e-9', () => {
    const definition = definitions[name]
    expect(definition, `write the definition of ${name} here`).toBeDefined()
    for (const batch of definition!.batches) {
      const [found, exact] = [definition!.found(batch), definition!.exact(batch)].map(
        (value) => [value].flat() as number[],
      )
      for (const [i, value] of exact!.entries()) {
        const isRight = found![i] === value || Math.abs(found![i]! - value) <= 1e-9 * Math.abs(value) + 1e-300
        expect(isRight, JSON.stringify({ batch, found, exact })).toBe(true)
      }
    }
  })
})

test('probabilities that float32 rounds to 1 rank by those of the other class', () => {
  const batch = withoutLogits(rounded)
  expect(new Set(rounded.probabilities.filter((_, i) => i % 2 === 1 && i < 12).map(Math.fround)).size).toBeLessThan(3)
  expect(measure(measures.auroc(), batch)).toBe(ranked(areaOf)(rounded))
  expect(measure(measures.averagePrecision(), batch)).toBeCloseTo(ranked(precisionOf)(rounded) as number, 12)
})

test('logits that do not belong to the probabilities are refused', () => {
  const batch = { probabilities: [0.5, 0.5], logits: [0, 3], classes: 2, labels: [1] }
  expect(() => measure(measures.logLoss(), batch)).toThrow('Row 0 has the logit 0 and the probability 0.5 for class 0')
  expect(() => measure(measures.auroc(), { ...batch, logits: [0] })).toThrow('1 logits were given for 2 probabilities')
})
