import { key } from '@thinned/rng'
import {
  add,
  backward,
  checkGradient,
  dropoutMask,
  matmul,
  mul,
  ones,
  randomNormal,
  reference,
  scope,
  slice,
  softmax,
  sum,
  type Tensor,
  tensor,
  zeros,
} from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { createPass, flatten, flattenParams, init, multiHeadAttention } from '../index.ts'

const evaluate = createPass({ mode: 'evaluate' })
const train = createPass({ mode: 'train', key: key('train') })
const draw = (name: string, ...shape: number[]): Tensor => randomNormal(key(name), shape)
const bytes = (values: number[] | number[][]) => tensor(values, { dtype: 'uint8' })

function ready(options: Parameters<typeof multiHeadAttention>[1]) {
  const layer = multiHeadAttention(4, options)
  init(layer, key('layer'))
  return layer
}

test('a causal query does not see what comes after it', () => {
  const layer = ready({ heads: 2, causal: true })
  const x = draw('x', 1, 5, 4)
  const other = add(x, mul(tensor([[0], [0], [0], [1], [1]]), draw('noise', 5, 4)))
  const [before, after] = [layer.forward(x, evaluate), layer.forward(other, evaluate)]
  expect(slice(after, 1, 0, 3).readSync()).toEqual(slice(before, 1, 0, 3).readSync())
  expect(slice(after, 1, 3).readSync()).not.toEqual(slice(before, 1, 3).readSync())
  const first = layer.forward(slice(x, 1, 0, 1), evaluate)
  expect(first.readSync()).toEqual(slice(before, 1, 0, 1).readSync())
})

test('keys that are masked have no influence and no gradient; a query without any gives zeros', () => {
  const layer = ready({ heads: 2, bias: false })
  const [query, memory] = [draw('query', 2, 3, 4), draw('memory', 2, 4, 4)]
  const padding = bytes([1, 1, 1, 0])
  const masked = layer.attend(query, memory, memory, evaluate, { mask: padding })
  const short = slice(memory, 1, 0, 3)
  expect(masked.readSync()).toEqual(layer.attend(query, short, short, evaluate).readSync())
  const leaf = tensor(memory.readSync(), { shape: memory.shape, requiresGrad: true })
  const gradient = backward(sum(layer.attend(query, leaf, leaf, evaluate, { mask: padding })), leaf)
  expect([...slice(gradient, 1, 3).readSync()].every((value) => value === 0)).toBe(true)
  const nowhere = layer.attend(query, memory, memory, evaluate, {
    mask: bytes([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [1, 0, 0, 0],
    ]),
  })
  expect([...slice(nowhere, 1, 1, 2).readSync()].every((value) => value === 0)).toBe(true)
  expect([...nowhere.readSync()].every(Number.isFinite)).toBe(true)
})

test('a mask and causality hold together, a mask for each example and head alone', () => {
  const layer = ready({ heads: 2, causal: true })
  const x = draw('x', 1, 3, 4)
  const noFirst = layer.attend(x, x, x, evaluate, { mask: bytes([0, 1, 1]) })
  const mask = bytes([
    [0, 0, 0],
    [0, 1, 0],
    [0, 1, 1],
  ])
  expect(noFirst.readSync()).toEqual(ready({ heads: 2 }).attend(x, x, x, evaluate, { mask }).readSync())
  const heads = tensor([[[[1]], [[0]]]], { dtype: 'uint8' })
  expect(layer.attend(x, x, x, evaluate, { mask: heads }).readSync()).not.toEqual(layer.forward(x, evaluate).readSync())
})

test('the slot has the attention weights, whose masks follow the law of [batch, heads, queries, keys]', () => {
  const layer = ready({ heads: 1, weights: testDropout(0.5), bias: false })
  const x = draw('x', 2, 3, 4)
  const { query, key: keys, value, output } = layer.params as Record<string, { weight: Tensor }>
  const shares = softmax(matmul(mul(matmul(x, query!.weight), 0.5), matmul(x, keys!.weight), { transposeB: true }))
  const mask = dropoutMask(zeros([2, 1, 3, 3]), { key: train.at('weights').key, keep: 0.5 }).readSync()
  const kept = mul(
    shares,
    tensor(
      Float32Array.from(mask, (bit) => 2 * bit),
      { shape: [2, 3, 3] },
    ),
  )
  const expected = matmul(matmul(kept, matmul(x, value!.weight)), output!.weight).readSync()
  for (const [i, found] of layer.forward(x, train).readSync().entries()) expect(found).toBeCloseTo(expected[i]!, 5)
  const second = createPass({ mode: 'train', key: key('train'), row: 1 })
  expect(layer.forward(slice(x, 0, 1), second).readSync()).toEqual(slice(layer.forward(x, train), 0, 1).readSync())
})

test('gradients of cross attention under a mask, and steps that leave nothing', () => {
  const layer = multiHeadAttention(4, { heads: 2 })
  init(layer, key(1), { dtype: 'float64' })
  const double = (name: string, ...shape: number[]) => randomNormal(key(name), shape, { dtype: 'float64' })
  const mask = bytes([
    [1, 0, 1],
    [0, 0, 0],
  ])
  const attend = (q: Tensor, k: Tensor, v: Tensor) => layer.attend(q, k, v, evaluate, { mask })
  const inputs = [double('q', 2, 2, 4), double('k', 2, 3, 4), double('v', 2, 3, 4)] as const
  expect(checkGradient(attend, inputs)).toBeLessThan(1e-6)
  const before = reference.memory()
  scope(() => {
    backward(sum(attend(...inputs)), flattenParams(layer.params))
  })
  attend(...inputs).dispose()
  expect(reference.memory()).toEqual(before)
})

test('what does not fit is refused with a sentence', () => {
  expect(() => multiHeadAttention(4, { heads: 3 })).toThrow(
    'was given 3 heads; it takes an integer from 1 that divides 4',
  )
  expect(() => multiHeadAttention(0, { heads: 1 })).toThrow('0 features')
  const layer = ready({ heads: 2 })
  const x = ones([2, 3, 4])
  expect(() => layer.attend(x, ones([1, 3, 4]), x, evaluate)).toThrow(
    'queries [2, 3, 4], keys [1, 3, 4] and values [2, 3, 4]',
  )
  expect(() => layer.attend(x, x, ones([2, 4, 4]), evaluate)).toThrow('keys and values one shape')
  expect(() => layer.attend(x, x, x, evaluate, { mask: ones([3, 3]) })).toThrow(
    'it is uint8, 0 where a query may not attend',
  )
  expect(() => layer.attend(x, x, x, evaluate, { mask: bytes([1, 1]) })).toThrow('[2, 2, 3, 3]')
  const causal = ready({ heads: 2, causal: true })
  expect(() => causal.attend(x, ones([2, 4, 4]), ones([2, 4, 4]), evaluate)).toThrow('3 queries and 4 keys')
  expect(() => ready({ heads: 1, weights: flatten() }).forward(x, evaluate)).toThrow(
    'a flatten as weights that makes [2, 9] of [2, 1, 3, 3]; a layer in a slot keeps the shape',
  )
})
