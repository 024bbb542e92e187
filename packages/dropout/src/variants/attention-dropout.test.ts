import { createPass, init, multiHeadAttention } from '@thinned/nn'
import { key } from '@thinned/rng'
import { checkGradient, ones, randomNormal, reference, slice, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { type AttentionDropoutOptions, attentionDropout } from './attention-dropout.ts'
import { dropout } from './dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })
const evaluate = createPass({ mode: 'evaluate' })
const float64 = { dtype: 'float64' } as const
const HEADS = 2
const SIZE = 3
const FEATURES = HEADS * SIZE

/** Attention on numbers: each head's softmax(Q·K/√size) over what a query sees, times the mask by keep, times V, heads side by side. */
function byHand(x: Tensor, params: Readonly<Record<string, { weight: Tensor }>>, see: Seen, factor: Factor): number[] {
  const [batch, steps] = x.shape as [number, number]
  const given = x.readSync()
  const row = (at: number): number[] => [...given.slice(at * FEATURES, (at + 1) * FEATURES)]
  const times = (values: readonly number[], weight: Tensor): number[] => {
    const w = weight.readSync()
    return values.map((_, to) => values.reduce((total, value, from) => total + value * w[from * FEATURES + to]!, 0))
  }
  const out: number[] = []
  for (let b = 0; b < batch; b++) {
    const products = ['query', 'key', 'value'].map((name) =>
      Array.from({ length: steps }, (_, t) => times(row(b * steps + t), params[name]!.weight)),
    )
    const [queries, keys, values] = products as [number[][], number[][], number[][]]
    for (let q = 0; q < steps; q++) {
      const found: number[] = []
      for (let h = 0; h < HEADS; h++) {
        const part = (values: readonly number[]): number[] => values.slice(h * SIZE, (h + 1) * SIZE)
        const scores = keys.map((own, k) =>
          see(q, k) ? Math.exp(dot(part(queries[q]!), part(own)) / Math.sqrt(SIZE)) : 0,
        )
        const total = scores.reduce((a, b) => a + b, 0)
        const weights = scores.map((score, k) => (total === 0 ? 0 : (score / total) * factor(b, h, q, k)))
        for (let i = 0; i < SIZE; i++)
          found.push(weights.reduce((sum, weight, k) => sum + weight * part(values[k]!)[i]!, 0))
      }
      out.push(...times(found, params['output']!.weight))
    }
  }
  return out
}

type Seen = (query: number, key: number) => boolean
type Factor = (batch: number, head: number, query: number, key: number) => number

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, value, i) => total + value * b[i]!, 0)

function attention(options: AttentionDropoutOptions, causal = false) {
  const weights = attentionDropout(options)
  const layer = multiHeadAttention(FEATURES, { heads: HEADS, causal, bias: false, weights })
  init(layer, key('layer'), float64)
  return { layer, weights, params: layer.params as Record<string, { weight: Tensor }> }
}

test.each([undefined, 'heads', 'batch', 'batch and heads'] as const)(
  'shared over %s, attention is what arithmetic gives with the mask that is shown',
  (share) => {
    const [batch, steps, keep] = [3, 4, 0.6]
    const { layer, weights, params } = attention({ keep, ...(share ? { share } : {}) }, true)
    const x = randomNormal(key('x'), [batch, steps, FEATURES], float64)
    const mask = weights.mask(ones([batch, HEADS, steps, steps]), train.at('weights'))
    expect(mask.shape).toEqual([
      share?.includes('batch') ? 1 : batch,
      share?.includes('heads') ? 1 : HEADS,
      steps,
      steps,
    ])
    const bits = mask.readSync()
    const [examples, heads] = mask.shape as [number, number]
    const factor: Factor = (b, h, q, k) =>
      bits[(((b % examples) * heads + (h % heads)) * steps + q) * steps + k]! / keep
    const expected = byHand(x, params, (q, k) => k <= q, factor)
    layer
      .forward(x, train)
      .readSync()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i]!, 12)
      })
    const full = byHand(
      x,
      params,
      (q, k) => k <= q,
      () => 1,
    )
    layer
      .forward(x, evaluate)
      .readSync()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(full[i]!, 12)
      })
    expect(bits).toContain(0)
  },
)

test('a query that may look nowhere finds zeros, and what is hidden stays hidden, whatever is kept', () => {
  const { layer, params } = attention({ keep: 0.5, mask: ones([1], { dtype: 'uint8' }) })
  const x = randomNormal(key('x'), [2, 3, FEATURES], float64)
  const seen = [
    [1, 0, 1],
    [0, 0, 0],
    [1, 0, 0],
  ]
  const mask = tensor(seen, { dtype: 'uint8' })
  const found = layer.attend(x, x, x, train, { mask })
  const expected = byHand(
    x,
    params,
    (q, k) => seen[q]![k] === 1,
    () => 2,
  )
  found.readSync().forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 12)
  })
  expect(new Set(slice(found, 1, 1, 2).readSync())).toEqual(new Set([0]))
  const wild = multiHeadAttention(FEATURES, { heads: HEADS, weights: attentionDropout({ keep: 0.5 }), bias: false })
  wild.params = layer.params
  const out = wild.attend(x, x, x, train, { mask })
  expect(new Set(slice(out, 1, 1, 2).readSync())).toEqual(new Set([0]))
  expect([...out.readSync()].every(Number.isFinite)).toBe(true)
})

test('keep 0 finds nothing, keep 1 all', () => {
  const x = randomNormal(key('x'), [2, 3, FEATURES], float64)
  expect(new Set(attention({ keep: 0 }).layer.forward(x, train).readSync())).toEqual(new Set([0]))
  const { layer } = attention({ keep: 1 })
  expect(layer.forward(x, train).readSync()).toEqual(layer.forward(x, evaluate).readSync())
})

test('gradients of attention under a fixed mask agree with central differences, through masked queries too', () => {
  const { layer } = attention({ keep: 0.5 })
  const mask = tensor(
    [
      [1, 0, 1],
      [0, 0, 0],
      [1, 1, 1],
    ],
    { dtype: 'uint8' },
  )
  const x = randomNormal(key('x'), [2, 3, FEATURES], float64)
  const before = reference.memory()
  expect(checkGradient((input) => layer.attend(input, input, input, train, { mask }), [x])).toBeLessThan(1e-6)
  expect(reference.memory()).toEqual(before)
})

test('without sharing it has the bits of dropout', () => {
  const x = randomNormal(key('x'), [4, 2, 5, 5])
  expect(attentionDropout({ keep: 0.7 }).forward(x, train).readSync()).toEqual(
    dropout({ keep: 0.7 }).forward(x, train).readSync(),
  )
})

test('other shapes and ways of sharing are refused', () => {
  expect(() => attentionDropout({ keep: 0.9 }).forward(ones([2, 3, 4]), train)).toThrow(
    'attentionDropout takes [batch, heads, queries, keys], but was given [2, 3, 4].',
  )
  expect(() => attentionDropout({ keep: 0.9, share: 'keys' as never })).toThrow(
    `attentionDropout was given share "keys"; it takes 'batch', 'heads' or 'batch and heads'.`,
  )
})
