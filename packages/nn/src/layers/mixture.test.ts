import { key } from '@thinned/rng'
import { reference, scope, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { compose } from '../compose.ts'
import { disposeParams, init, isInitialized } from '../init.ts'
import type { Layer } from '../layer.ts'
import * as losses from '../losses/index.ts'
import { createPass } from '../pass.ts'
import { summary } from '../summary.ts'
import { linear } from './linear.ts'
import { type MixtureTask, mixture } from './mixture.ts'

const full = createPass({ mode: 'evaluate' })

/** A layer that gives these outputs, whatever its input. */
function answering(outputs: readonly number[]): Layer {
  const layer = linear(1, outputs.length)
  layer.params = { weight: tensor([outputs.map(() => 0)]), bias: tensor(outputs) }
  return layer
}

const together = (task: MixtureTask, ...members: readonly (readonly number[])[]): ArrayLike<number> =>
  mixture(members.map(answering), { task })
    .forward(tensor([[1]]), full)
    .readSync()

const softmax = (logits: readonly number[]): readonly number[] => {
  const powers = logits.map(Math.exp)
  return powers.map((power) => power / powers.reduce((sum, each) => sum + each))
}
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

test('the logits of a mixture are the logarithms of the mean of the probabilities, not a mean of logarithms', () => {
  const members = [
    [1, 2, -1],
    [0, -3, 2],
    [4, 0, 0.5],
  ] as const
  const logits = together('classification', ...members)
  const probabilities = members.map(softmax)
  for (const [c, logit] of Array.from(logits).entries()) {
    const mean = probabilities.reduce((sum, each) => sum + each[c]!, 0) / 3
    expect(logit).toBeCloseTo(Math.log(mean), 5)
  }
})

test('its cross-entropy is the log loss of the mean probability', () => {
  // One member is right and sure, the other wrong and sure: the mean is near 1/2, where the mean of the two losses is 10.
  const logits = tensor([Array.from(together('classification', [20, 0], [0, 20]))])
  const loss = losses.crossEntropy(logits, tensor([0], { dtype: 'int32' }))
  expect(loss.readSync()[0]).toBeCloseTo(Math.LN2, 5)
})

test('one logit is that of the mean probability, and numbers have their mean', () => {
  const p = (sigmoid(2) + sigmoid(-0.5)) / 2
  expect(together('binary', [2], [-0.5])[0]).toBeCloseTo(Math.log(p / (1 - p)), 5)
  expect(Array.from(together('regression', [1, 5], [2, -1]))).toEqual([1.5, 2])
})

test('numbers and their noise have the mean and the variance of the mixture, and no log variance is averaged', () => {
  const joined = (...members: readonly (readonly number[])[]) =>
    mixture(members.map(answering), { task: 'regression', noise: 'predicted' })
      .forward(tensor([[1]]), full)
      .readSync()
  const [first, second, logFirst, logSecond] = joined([1, 5, Math.log(2), 0], [2, -1, Math.log(4), -60])
  // (2 + 4) / 2 + 1/4, and 1/2 + 9.
  expect([first, second, Math.exp(logFirst!), Math.exp(logSecond!)]).toEqual(
    [1.5, 2, 3.25, 9.5].map((value) => expect.closeTo(value, 5)),
  )
  // Members that agree leave their noise, whatever its size.
  expect(Array.from(joined([3, -70], [3, -70]))).toEqual([3, expect.closeTo(-70, 4)])
  expect(Array.from(joined([3, 200], [4, 200]))).toEqual([3.5, expect.closeTo(200, 4)])
})

test('probabilities that float32 does not hold keep their logarithms', () => {
  expect(Array.from(together('classification', [1000, 0], [1000, 0]))).toEqual([0, -1000])
  expect(together('binary', [-500], [-500])[0]).toBe(-500)
})

test('a mixture of one is its member, up to a constant of its logits', () => {
  const [first, second] = Array.from(together('classification', [3, 1]))
  expect(first! - second!).toBeCloseTo(2, 6)
})

test('members of any inputs make a model without an announced shape', () => {
  const two = () =>
    compose({ a: linear(1, 2), b: linear(1, 2) }, ({ x }: { x: ReturnType<typeof tensor> }, use) => use.a(x))
  const model = mixture([two(), two()])
  expect('outputShape' in model).toBe(false)
  init(model, key(1))
  expect(model.forward({ x: tensor([[1], [2]]) }, full).shape).toEqual([2, 2])
})

test('members of several outputs are refused, with their names', () => {
  const named = () => compose({ a: linear(1, 2) }, (x: ReturnType<typeof tensor>, use) => ({ mean: use.a(x) }))
  const model = mixture([named() as never])
  init(model, key(1))
  expect(() => scope(() => model.forward(tensor([[1]]), full))).toThrow(
    'The members of a mixture give one tensor, but member0 gives mean by name; compose members that give one',
  )
})

test('the table of a mixture has its members, and their parameters are freed together', () => {
  const before = reference.memory().buffers
  const model = mixture([linear(2, 3), linear(2, 3)])
  init(model, key(1))
  expect(summary(model, [2])).toMatch(/^member0 .*\nmember1 .*\ntotal +18/m)
  disposeParams(model)
  expect(isInitialized(model)).toBe(false)
  expect(reference.memory().buffers).toBe(before)
})

test('members that do not go together are refused', () => {
  const member = linear(2, 3)
  const refused = (make: () => unknown) => expect(() => scope(() => make()))
  refused(() => mixture([])).toThrow('a list of one or more members')
  refused(() => mixture(member as never)).toThrow('a list of one or more members')
  refused(() => mixture([linear as never])).toThrow('The child member0 is a layer or a model')
  refused(() => mixture([member, linear(2, 3), member])).toThrow('one model as member0 and as member2')
  refused(() => mixture([member, linear(2, 4)]).outputShape([2])).toThrow(
    'member0 gives [3] per example and member1 [4]',
  )
  refused(() => together('classification', [1], [2])).toThrow("for one logit write { task: 'binary' }")
  refused(() => mixture([member], { noise: 'predicted' })).toThrow(
    "mixture was given noise 'predicted' with task 'classification'; write { task: 'regression', noise: 'predicted' }",
  )
  refused(() => mixture([member], { task: 'regression', noise: 'predicted' }).outputShape([2])).toThrow(
    'give means and then as many log variances on their last axis, but these give [3] per example',
  )
  refused(() => mixture([member], { of: 'values' } as never)).toThrow('of is not an option of mixture; write task')
})
