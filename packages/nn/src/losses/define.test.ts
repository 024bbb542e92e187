import { mean, scope, sub, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { describeFunction, losses } from '../index.ts'

const numberOf = (loss: Tensor): number => loss.readSync()[0]!
const [predictions, targets] = [tensor([1, 2]), tensor([1, 5])]

test('options of with go to every call, those of a call come first, and a checkpoint tells them', () => {
  const { huber } = losses
  const wide = huber.with({ delta: 2 })
  expect(numberOf(wide(predictions, targets))).toBe(numberOf(huber(predictions, targets, { delta: 2 })))
  expect(numberOf(wide(predictions, targets, { delta: 1 }))).toBe(numberOf(huber(predictions, targets)))
  const weights = tensor([3, 1])
  expect(numberOf(wide(predictions, targets, { weights }))).toBe(
    numberOf(huber(predictions, targets, { delta: 2, weights })),
  )
  expect([describeFunction(huber), describeFunction(wide), describeFunction(wide.with({ delta: 3 }))]).toEqual([
    { name: 'huber' },
    { name: 'huber', delta: 2 },
    { name: 'huber', delta: 3 },
  ])
  expect(wide.name).toBe('huber')
})

test('a loss of your own is one like those of the library', () => {
  function bias(outputs: Tensor, targets: Tensor, { factor = 1 }: { readonly factor?: number } = {}): Tensor {
    return scope(() => mean(sub(outputs, targets))).readSync()[0]! > 0 ? tensor(factor) : tensor(-factor)
  }
  const marked = losses.define(bias, { name: 'bias' })
  expect(marked.settings).toEqual({ name: 'bias' })
  expect(numberOf(marked.with({ factor: 2 })(predictions, targets))).toBe(-2)
  expect(losses.define(bias, { name: 'offset' }).with({ factor: 2 }).settings).toEqual({ name: 'offset', factor: 2 })
  expect([marked, bias, 'mse', undefined].map(losses.isLoss)).toEqual([true, false, false, false])
})

test('a loss without a name is refused, and so are weights that would hold for every batch', () => {
  for (const options of [undefined, {}, { name: '' }])
    expect(() => losses.define((outputs: Tensor) => outputs, options as never)).toThrow(
      /^losses.define was given (no name|name ""); it takes a text that checkpoints store .* \{ name: 'focal' }\)\.$/,
    )
  expect(() => losses.mse.with({ weights: tensor([1]) } as object)).toThrow('mse.with was given weights, which belong')
})
