import { backward, checkGradient, concat, isFloat, reference, scope, slice, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import * as nn from '../src/index.ts'
import { entriesOf, titled } from './entries.ts'
import { type LossCases, lossInputs } from './loss-cases.ts'

// What holds of every loss of the folder, over its cases: an entry is found by its file.

const entries = await entriesOf<LossCases>('losses')
const every = titled(entries)
const float64 = { dtype: 'float64' } as const
const numberOf = (loss: Tensor): number => loss.readSync()[0]!

test.each(entries)('$file has cases, and is a loss of its name', ({ name, cases }) => {
  const loss = nn.losses[name as 'mse']
  expect(nn.losses.isLoss(loss)).toBe(true)
  expect(loss.settings).toEqual({ name })
  expect(Object.keys(cases ?? {})).not.toEqual([])
})

describe.each(every)('%s', (_, one) => {
  const { loss, refused, weights } = one

  test('gradients of predictions and of targets that are floats agree with central differences in float64', () => {
    const { predictions, targets } = lossInputs(one, 3, float64)
    const forward = (...leaves: Tensor[]): Tensor =>
      loss(leaves.slice(0, predictions.length), leaves[predictions.length] ?? targets)
    expect(checkGradient(forward, [...predictions, ...(isFloat(targets.dtype) ? [targets] : [])])).toBeLessThan(1e-6)
  })

  test('it is a scalar of the dtype of the predictions', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const { predictions, targets } = lossInputs(one, 2, { dtype })
      expect(loss(predictions, targets)).toMatchObject({ shape: [], dtype })
    }
  })

  test('targets of a wrong shape are refused, and the shapes named', () => {
    const { predictions } = lossInputs(one, 3)
    for (const shape of [...refused, null]) {
      const { targets } = shape ? lossInputs({ ...one, targets: shape }, 3) : lossInputs(one, 2)
      expect(() => loss(predictions, targets)).toThrow(nn.NnError)
      expect(() => loss(predictions, targets)).toThrow(`${targets}`)
      expect(() => loss(predictions, targets)).toThrow(/\.$/)
    }
  })

  test('the mean of nothing is refused', () => {
    const { predictions, targets } = lossInputs(one, 0)
    expect(() => loss(predictions, targets)).toThrow(nn.NnError)
    expect(() => loss(predictions, targets)).toThrow('the mean of nothing is not defined.')
  })

  test('steps leave nothing behind, in a scope or out of it', () => {
    const { predictions, targets } = lossInputs(one, 3)
    const leaves = predictions.map((prediction) =>
      tensor(prediction.readSync(), { shape: prediction.shape, requiresGrad: true }),
    )
    const ones =
      weights && tensor(new Float32Array(3 * weights.reduce((a, b) => a * b, 1)).fill(1), { shape: [3, ...weights] })
    const step = (): void => {
      scope(() => {
        backward(loss(leaves, targets, ones), leaves)
      })
      loss(leaves, targets).dispose()
    }
    step()
    const before = reference.memory().buffers
    step()
    expect(reference.memory().buffers).toBe(before)
  })
})

test.each(every.filter(([, one]) => one.meanOver !== 'other'))(
  '%s: it is a mean over examples: batches add up',
  (_, one) => {
    const { loss } = one
    const [a, b] = [lossInputs(one, 3, float64, 'a'), lossInputs(one, 2, float64, 'b')]
    const both = numberOf(
      loss(
        a.predictions.map((prediction, at) => concat([prediction, b.predictions[at]!])),
        concat([a.targets, b.targets]),
      ),
    )
    const apart = (3 * numberOf(loss(a.predictions, a.targets)) + 2 * numberOf(loss(b.predictions, b.targets))) / 5
    expect(Math.abs(both - apart)).toBeLessThan(1e-12 * Math.max(1, Math.abs(both)))
  },
)

test.each(every.filter(([, one]) => one.logits))('%s: logits of any size give a finite loss and gradient', (_, one) => {
  const { loss } = one
  for (const size of [1e3, 1e30]) {
    const { predictions, targets } = lossInputs(one, 3, {}, 'large', size)
    const leaves = predictions.map((prediction) =>
      tensor(prediction.readSync(), { shape: prediction.shape, requiresGrad: true }),
    )
    const value = loss(leaves, targets)
    for (const number of [numberOf(value), ...backward(value, leaves).flatMap((found) => [...found.readSync()])])
      expect(number).toSatisfy(Number.isFinite)
  }
})

test.each(every.filter(([, one]) => one.weights))(
  '%s: a weight of 0 takes an example away, and weights of 2 are weights of 1',
  (_, one) => {
    const { loss, weights } = one
    const { predictions, targets } = lossInputs(one, 4, float64)
    const each = weights!.reduce((product, extent) => product * extent, 1)
    const weighted = (...ofExamples: number[]): number => {
      const values = Float64Array.from({ length: 4 * each }, (_, i) => ofExamples[Math.floor(i / each)]!)
      return numberOf(loss(predictions, targets, tensor(values, { shape: [4, ...weights!] })))
    }
    const middle = loss(
      predictions.map((prediction) => slice(prediction, 0, 1, 3)),
      slice(targets, 0, 1, 3),
    )
    expect(weighted(0, 1, 1, 0)).toBeCloseTo(numberOf(middle), 12)
    expect(weighted(2, 2, 2, 2)).toBeCloseTo(numberOf(loss(predictions, targets)), 12)
    expect(weighted(1, 2, 3, 4)).not.toBeCloseTo(weighted(1, 1, 1, 1), 3)
    for (const [wrong, said] of [
      [[1, -1, 1, 1], '-1'],
      [[1, Number.NaN, 1, 1], 'NaN'],
      [[0, 0, 0, 0], 'all 0'],
    ] as const)
      expect(() => weighted(...wrong)).toThrow(said)
    expect(() => loss(predictions, targets, tensor([1, 1, 1]))).toThrow(nn.NnError)
  },
)
