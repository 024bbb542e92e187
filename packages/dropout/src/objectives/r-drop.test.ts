import { describeFunction, losses, type Objective } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, randomNormal, reference, scope, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { rDrop } from './r-drop.ts'

const outputs = (seed: number, shape: readonly number[]) => randomNormal(key(seed), shape, { dtype: 'float64' })
const labels = (values: readonly number[], shape = [values.length]) => tensor(values, { shape, dtype: 'int32' })

/** A forward pass that gives one after another. */
function giving(...runs: readonly Tensor[]): (inputs: Tensor) => Tensor {
  let run = 0
  return () => runs[run++]!
}

/** Its value: the sum of its parts. */
const valueGiven =
  (objective: Objective) =>
  (forward: (inputs: Tensor) => Tensor, batch: Parameters<Objective>[1]): Tensor =>
    scope(() => losses.total(objective(forward, batch)))

/** ln softmax of each row. */
function logits(x: Tensor): number[][] {
  const [values, classes] = [[...x.readSync()], x.shape.at(-1)!]
  return Array.from({ length: values.length / classes }, (_, row) => {
    const own = values.slice(row * classes, (row + 1) * classes)
    const total = Math.log(own.reduce((sum, value) => sum + Math.exp(value), 0))
    return own.map((value) => value - total)
  })
}

/** Loss and divergence of each example, as the paper has them. */
function byHand(first: Tensor, second: Tensor, targets: readonly number[]) {
  const [p, q] = [logits(first), logits(second)]
  return targets.map((label, i) => {
    const divergence = (a: number[], b: number[]) => a.reduce((sum, ln, k) => sum + Math.exp(ln) * (ln - b[k]!), 0)
    const apart = (divergence(p[i]!, q[i]!) + divergence(q[i]!, p[i]!)) / 2
    return { loss: -(p[i]![label]! + q[i]![label]!) / 2, apart }
  })
}

test('the mean of the losses, and α times the symmetric divergence', () => {
  const [first, second] = [outputs(1, [3, 4]), outputs(2, [3, 4])]
  const each = byHand(first, second, [3, 0, 1])
  for (const alpha of [0, 0.5, 5]) {
    const batch = { inputs: first, targets: labels([3, 0, 1]) }
    const value = valueGiven(rDrop(losses.crossEntropy, { alpha }))(giving(first, second), batch).readSync()[0]
    const expected = each.reduce((sum, { loss, apart }) => sum + (loss + alpha * apart) / 3, 0)
    expect(value).toBeCloseTo(expected, 12)
  }
})

test('examples count by their weights, and options go to the loss', () => {
  const [first, second] = [outputs(1, [3, 4]), outputs(2, [3, 4])]
  const weights = tensor([1, 0, 3], { dtype: 'float64' })
  const batch = { inputs: first, targets: labels([3, 0, 1]), weights }
  const [a, , c] = byHand(first, second, [3, 0, 1])
  const value = valueGiven(rDrop(losses.crossEntropy, { alpha: 2 }))(giving(first, second), batch).readSync()[0]
  expect(value).toBeCloseTo((a!.loss + 2 * a!.apart + 3 * (c!.loss + 2 * c!.apart)) / 4, 12)
  const smooth = { labelSmoothing: 0.1 }
  const [x, y] = [first, second].map((out) => losses.crossEntropy(out, batch.targets, smooth).readSync()[0]!)
  const actual = valueGiven(rDrop(losses.crossEntropy, { alpha: 0, ...smooth }))(giving(first, second), {
    inputs: first,
    targets: batch.targets,
  })
  expect(actual.readSync()[0]).toBeCloseTo((x! + y!) / 2, 12)
})

test('places of a sequence that are ignored are in neither', () => {
  const [first, second] = [outputs(1, [2, 2, 4]), outputs(2, [2, 2, 4])]
  const targets = labels([3, -1, 1, 2], [2, 2])
  const [a, , c, d] = byHand(first, second, [3, 0, 1, 2])
  const loss = rDrop(losses.crossEntropy, { alpha: 2, ignore: -1 })
  const value = valueGiven(loss)(giving(first, second), { inputs: first, targets }).readSync()[0]
  const withOptions = rDrop(losses.crossEntropy.with({ ignore: -1 }), { alpha: 2 })
  expect(valueGiven(withOptions)(giving(first, second), { inputs: first, targets }).readSync()[0]).toBe(value)
  expect(describeFunction(withOptions)).toEqual(describeFunction(loss))
  expect(value).toBeCloseTo(
    [a!, c!, d!].reduce((sum, { loss, apart }) => sum + (loss + 2 * apart) / 3, 0),
    12,
  )
  const weights = tensor([1, 3], { dtype: 'float64' })
  const weighted = valueGiven(loss)(giving(first, second), { inputs: first, targets, weights }).readSync()[0]
  const of = ({ loss, apart }: { loss: number; apart: number }) => loss + 2 * apart
  expect(weighted).toBeCloseTo((of(a!) + 3 * of(c!) + 3 * of(d!)) / 7, 12)
})

test('without masks it is the loss alone', () => {
  const x = outputs(1, [3, 4])
  const targets = labels([3, 0, 1])
  const value = valueGiven(rDrop(losses.crossEntropy, { alpha: 5 }))(giving(x, x), { inputs: x, targets })
  expect(value.readSync()).toEqual(losses.crossEntropy(x, targets).readSync())
})

test('its gradient goes through both runs, and nothing is left behind', () => {
  const [first, second] = [1, 2].map((seed) => randomNormal(key(seed), [2, 3], { dtype: 'float64' }))
  const leaves = [first!, second!].map((x) => tensor(x.readSync(), { shape: [2, 3], requiresGrad: true }))
  const before = reference.memory()
  const value = valueGiven(rDrop(losses.klDivergence, { alpha: 1 }))(giving(...leaves), {
    inputs: first!,
    targets: first!,
  })
  const gradients = backward(value, leaves)
  for (const gradient of gradients) expect(gradient.readSync().some((slope) => Math.abs(slope) > 1e-3)).toBe(true)
  for (const made of [value, ...gradients]) made.dispose()
  expect(reference.memory()).toEqual(before)
})

test('a checkpoint knows it by loss, alpha and options, and a wrong alpha is refused', () => {
  expect(describeFunction(rDrop(losses.crossEntropy, { alpha: 2, ignore: -1 }))).toEqual({
    name: 'rDrop',
    loss: 'crossEntropy',
    alpha: 2,
    ignore: -1,
  })
  for (const alpha of [-1, Number.NaN, Infinity])
    expect(() => rDrop(losses.crossEntropy, { alpha })).toThrow(`rDrop was given alpha ${alpha}`)
})
