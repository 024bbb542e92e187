import { createPass, init, multiHeadAttention, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, mul, ones, randomNormal, reference, scope, sum, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { patchDropout } from './patch-dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })
const evaluate = createPass({ mode: 'evaluate' })

/** The rows of a tensor by its last axis but one, one list for each example. */
function examplesOf(x: Tensor): number[][][] {
  const [batch, tokens, features] = x.shape as [number, number, number]
  const values = x.readSync()
  return Array.from({ length: batch }, (_, b) =>
    Array.from({ length: tokens }, (_, t) => [
      ...values.slice((b * tokens + t) * features, (b * tokens + t + 1) * features),
    ]),
  )
}

test.each([
  [0.5, 0],
  [0.5, 1],
  [0.3, 3],
])(
  'at keep %f and with %i class tokens, the tokens that stay are those shown, whole, unscaled and in order',
  (keep, classTokens) => {
    const x = randomNormal(key('x'), [8, classTokens + 10, 3])
    const layer = patchDropout({ keep, classTokens })
    const [all, left] = [examplesOf(x), examplesOf(layer.forward(x, train))]
    const places = layer.kept(x, train)
    expect(places.shape).toEqual([8, classTokens + 10 * keep])
    const kept = Array.from({ length: 8 }, (_, b) => [
      ...places.readSync().slice(b * places.shape[1]!, (b + 1) * places.shape[1]!),
    ])
    expect(left).toEqual(kept.map((own, b) => own.map((place) => all[b]![place])))
    for (const own of kept) {
      expect(own).toEqual([...new Set(own)].sort((a, b) => a - b))
      expect(own.slice(0, classTokens)).toEqual(Array.from({ length: classTokens }, (_, i) => i))
    }
    expect(new Set(kept.map(String)).size).toBeGreaterThan(4)
  },
)

test('every set of patches is as likely as every other', () => {
  const n = 60_000
  const layer = patchDropout({ keep: 0.5, classTokens: 0 })
  const places = layer.kept(ones([n, 4, 1]), train).readSync()
  const seen = new Map<string, number>()
  for (let i = 0; i < n; i++) {
    const set = `${places[2 * i]}${places[2 * i + 1]}`
    seen.set(set, (seen.get(set) ?? 0) + 1)
  }
  expect([...seen.keys()].sort()).toEqual(['01', '02', '03', '12', '13', '23'])
  // Six counts within 6 standard deviations: broken by chance once in 8·10^7.
  for (const count of seen.values()) expect(Math.abs(count - n / 6)).toBeLessThan(6 * Math.sqrt((n * 5) / 36))
})

test('⌈keep · patches⌉ patches are left, of the 196 of an image of 224 × 224 in patches of 16 × 16', () => {
  const left = (keep: number, patches: number): number =>
    patchDropout({ keep }).forward(ones([1, 1 + patches, 1]), train).shape[1]! - 1
  expect([0.75, 0.5, 0.25, 0.1].map((keep) => left(keep, 196))).toEqual([147, 98, 49, 20])
  // 0.07 · 100 and 0.55 · 100 are a little more than 7 and 55 in binary.
  expect([left(0.07, 100), left(0.55, 100), left(1e-12, 100), left(1 - 1e-12, 100)]).toEqual([7, 55, 1, 100])
  expect([left(1, 7), left(0.5, 7), left(0, 7), left(0.5, 0)]).toEqual([7, 4, 0, 0])
})

test('the keep really used is reported', () => {
  const reports: unknown[] = []
  const pass = createPass({ mode: 'train', key: key(1), onReport: (...report) => reports.push(report) })
  patchDropout({ keep: 0.5 }).forward(ones([2, 8, 3]), pass.at('patches'))
  expect(reports).toEqual([['patches', 'keep', 4 / 7]])
})

test('gradients go back to where patches stood, and are 0 where they are gone', () => {
  const x = randomNormal(key('x'), [3, 7, 2])
  const leaf = ones(x.shape, { requiresGrad: true })
  const layer = patchDropout({ keep: 0.4 })
  const weights = layer.forward(x, train)
  const gradient = backward(sum(mul(layer.forward(leaf, train), weights)), leaf)
  const places = layer.kept(x, train).readSync()
  const [all, found] = [examplesOf(x), examplesOf(gradient)]
  for (let b = 0; b < 3; b++)
    for (let token = 0; token < 7; token++)
      expect(found[b]![token]).toEqual(places.slice(4 * b, 4 * b + 4).includes(token) ? all[b]![token] : [0, 0])
})

test('keep 0 leaves the class tokens, with their gradient, and draws nothing; without any nothing is left', () => {
  const keyless = createPass({ mode: 'train' })
  const x = randomNormal(key('x'), [2, 5, 3])
  const leaf = ones(x.shape, { requiresGrad: true })
  const out = patchDropout({ keep: 0, classTokens: 2 })
  expect(examplesOf(out.forward(x, keyless))).toEqual(examplesOf(x).map((example) => example.slice(0, 2)))
  const gradient = examplesOf(backward(sum(out.forward(leaf, keyless)), leaf))
  expect(gradient[1]).toEqual([1, 1, 0, 0, 0].map((value) => [value, value, value]))
  const nothing = patchDropout({ drop: 1, classTokens: 0 })
  expect(nothing.forward(x, keyless).shape).toEqual([2, 0, 3])
  expect(new Set(backward(sum(nothing.forward(leaf, keyless)), leaf).readSync())).toEqual(new Set([0]))
  expect(patchDropout({ keep: 1 }).forward(x, keyless).readSync()).toEqual(x.readSync())
})

test('what comes behind it works on fewer tokens in training, and on all in evaluation', () => {
  const model = sequential(patchDropout({ keep: 0.25 }), multiHeadAttention(4, { heads: 2 }))
  init(model, key(1))
  const x = randomNormal(key('x'), [2, 17, 4])
  expect(model.forward(x, train).shape).toEqual([2, 5, 4])
  expect(model.forward(x, evaluate).shape).toEqual([2, 17, 4])
  const before = reference.memory()
  scope(() => void model.forward(x, train))
  expect(reference.memory()).toEqual(before)
})

test('in evaluation all places are shown', () => {
  const places = patchDropout({ keep: 0.5 }).kept(ones([2, 4, 1]), evaluate)
  expect([...places.readSync()]).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
})

test('inputs without tokens, or with too few, are refused', () => {
  expect(() => patchDropout({ keep: 0.5 }).forward(ones([2, 3]), train)).toThrow(
    'patchDropout takes [batch, tokens, features], but was given [2, 3].',
  )
  expect(() => patchDropout({ keep: 0.5, classTokens: 4 }).forward(ones([2, 3, 1]), train)).toThrow(
    '{ classTokens: 4 }; there are 3 tokens in all',
  )
  expect(() => patchDropout({ keep: 0.5, classTokens: 0.5 })).toThrow('classTokens 0.5; it takes an integer from 0')
})
