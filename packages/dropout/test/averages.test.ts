import { createPass, init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { logSoftmax, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from '../src/variants/dropout.ts'

const units = 12
const [classes, count] = [5, 2 ** units]
const train = createPass({ mode: 'train', key: key(1) })
const evaluate = createPass({ mode: 'evaluate' })

/** All masks of the units, one a row. */
const masks = Uint8Array.from({ length: count * units }, (_, i) => (Math.floor(i / units) >> (i % units)) & 1)
const mask = tensor(masks, { shape: [count, units] })
const example = Float64Array.from(normal(key('x'), units), (value) => 2 * value)
const tiled = tensor(
  Float64Array.from({ length: count * units }, (_, i) => example[i % units]!),
  { shape: [count, units] },
)

const probabilities = (keep: number): number[] =>
  Array.from({ length: count }, (_, row) => {
    const kept = masks.subarray(row * units, (row + 1) * units).reduce((sum, bit) => sum + bit, 0)
    return keep ** kept * (1 - keep) ** (units - kept)
  })

interface Averages {
  /** ln of the renormalized geometric mean over all masks, and of the arithmetic one. */
  readonly geometric: number[]
  readonly arithmetic: number[]
  /** The mean of ln p over all masks: minus the training loss. */
  readonly thinned: number[]
  /** ln p of the full network. */
  readonly full: number[]
}

function averages(model: Layer, keep: number): Averages {
  init(model, key(2), { dtype: 'float64' })
  const logs = logSoftmax(model.forward(tiled, train)).readSync()
  const weights = probabilities(keep)
  const mean = (of: (log: number) => number): number[] =>
    Array.from({ length: classes }, (_, label) =>
      weights.reduce((sum, weight, row) => sum + weight * of(logs[row * classes + label]!), 0),
    )
  const thinned = mean((log) => log)
  const total = Math.log(thinned.reduce((sum, log) => sum + Math.exp(log), 0))
  const full = logSoftmax(model.forward(tiled, evaluate)).readSync().slice(0, classes)
  return {
    geometric: thinned.map((log) => log - total),
    arithmetic: mean(Math.exp).map(Math.log),
    thinned,
    full: Array.from(full),
  }
}

const furthest = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(Math.exp(value) - Math.exp(b[i]!))))

test.each([
  [0.5, 'training'],
  [0.8, 'training'],
  [0.8, 'evaluation'],
] as const)(
  'the geometric mean over all 2^12 masks of a softmax regression is the full network: keep %f, scale in %s',
  (keep, scale) => {
    const model = sequential(dropout({ keep, mask, scale }), linear(units, classes))
    const { geometric, arithmetic, thinned, full } = averages(model, keep)
    // Every mask comes once, and their probabilities make 1.
    expect(probabilities(keep).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
    expect(furthest(geometric, full)).toBeLessThan(1e-12)
    // The arithmetic mean, which Monte Carlo estimates, is another.
    expect(furthest(arithmetic, full)).toBeGreaterThan(0.01)
    // By Jensen's inequality the training loss is at least the full network's, for each label.
    thinned.forEach((log, label) => void expect(-log).toBeGreaterThan(-full[label]!))
  },
)

test('through layers without an activation it is exact as well; through relu it is not', () => {
  const keep = 0.5
  const deep = sequential(dropout({ keep, mask }), linear(units, 9), linear(9, classes))
  const exact = averages(deep, keep)
  expect(furthest(exact.geometric, exact.full)).toBeLessThan(1e-12)
  const curved = averages(sequential(dropout({ keep, mask }), linear(units, 9), relu(), linear(9, classes)), keep)
  expect(furthest(curved.geometric, curved.full)).toBeGreaterThan(1e-3)
})
