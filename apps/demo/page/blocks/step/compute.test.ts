import { twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { type Layer, linear, losses, plainLayer, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { dropoutMask, reshape, zeros } from '@thinned/tensor'
import { fit, sgd } from '@thinned/train'
import { expect, test } from 'vitest'
import { batch, network, passOf, runNumbers, type StepSetting, stepNumbers } from './compute.ts'
import { EXAMPLES, STEPS, UNITS } from './size.ts'

const setting: StepSetting = { keep: 0.5, seed: 1, step: 3, evaluate: false, dropped: [], kept: [] }
const known = stepNumbers(setting)
const rows = (cells: readonly number[]) =>
  Array.from({ length: EXAMPLES }, (_, i) => cells.slice(UNITS * i, UNITS * (i + 1)).join(''))

test('the mask of a step is frozen, and that of its key', () => {
  expect(rows(known.mask)).toEqual(['0000110100', '1010010001', '0101001000', '1011110111'])
  const own = foldIn(foldIn(foldIn(foldIn(key(1), 'step'), 3), 'dropout1'), 'mask')
  expect(known.mask).toEqual([...dropoutMask(zeros([EXAMPLES, UNITS]), { key: own, keep: 0.5 }).readSync()])
  expect(known.drawn).toEqual(known.mask)
})

test('fit with this seed draws the same masks', async () => {
  const seen: string[][] = []
  const spy: Layer = {
    ...plainLayer('spy', undefined),
    outputShape: (shape) => shape,
    forward(x) {
      seen.push(rows(Array.from(x.readSync(), (value) => (value === 0 ? 0 : 1))))
      return x
    },
  }
  const train = twoMoons({ size: EXAMPLES, key: key(5) })
  await fit(sequential(linear(2, UNITS), dropout({ keep: 0.5 }), spy, linear(UNITS, 2)), {
    ...({ data: { train }, loss: 'crossEntropy', epochs: 5, batchSize: EXAMPLES } as const),
    ...{ optimizer: sgd({ learningRate: 0.01 }), key: key(1) },
  })
  expect(seen).toContainEqual(rows(known.mask))
})

test('the loss is that of the whole network, in training and in evaluation', () => {
  for (const evaluate of [false, true]) {
    const { inputs, targets } = batch(1)
    const logits = network(0.5, 1).forward(inputs, passOf({ ...setting, evaluate }))
    const loss = EXAMPLES * losses.binaryCrossEntropy(reshape(logits, [EXAMPLES]), targets).readSync()[0]!
    expect(stepNumbers({ ...setting, evaluate }).loss).toBe(loss)
    if (evaluate) expect(known.fullLoss).toBe(loss)
  }
})

test.each([0.05, 0.5, 0.7, 1])('at keep %f forward and backward are a · m ÷ keep, with one mask', (keep) => {
  const numbers = stepNumbers({ ...setting, keep, dropped: [4], kept: [0, 5] })
  const factor = Math.fround(1 / keep)
  numbers.mask.forEach((m, cell) => {
    expect(numbers.output[cell]).toBeCloseTo(numbers.activation[cell]! * m * factor, 5)
    expect(numbers.leaving[cell]).toBeCloseTo(numbers.arriving[cell]! * m * factor, 6)
  })
  expect(numbers.mask[4]).toBe(0)
  expect([numbers.mask[0], numbers.mask[5]]).toEqual([1, 1])
})

test('what is done by hand changes its cells alone, and nothing in evaluation', () => {
  const byHand = stepNumbers({ ...setting, dropped: [4], kept: [0] })
  expect(byHand.drawn).toEqual(known.mask)
  expect(byHand.mask).toEqual(known.mask.with(4, 0).with(0, 1))
  const evaluated = stepNumbers({ ...setting, evaluate: true, dropped: [4], kept: [0] })
  expect(evaluated.output).toEqual(known.activation)
  expect(evaluated.leaving).toEqual(evaluated.arriving)
  expect(new Set(evaluated.mask)).toEqual(new Set([1]))
})

test('the shares and the mean outputs count the steps so far', () => {
  const { masks, share, mean } = runNumbers({ keep: 0.5, seed: 1 })
  expect(masks[3]).toEqual(known.mask)
  const ofUnit = (step: number, unit: number) =>
    Array.from({ length: EXAMPLES }, (_, i) => masks[step]![i * UNITS + unit]!)
  const first = [0, 1, 2].flatMap((step) => ofUnit(step, 7))
  expect(share[2]![7]).toBe(first.reduce((a, b) => a + b) / first.length)
  expect(mean[0]).toEqual(stepNumbers({ ...setting, step: 0 }).output)
  // 800 draws of a unit: within four standard deviations of keep.
  for (const of of share[STEPS - 1]!) expect(Math.abs(of - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 800))
})
