import {
  averagePool2d,
  batchNorm,
  conv2d,
  createPass,
  flatten,
  flattenParams,
  init,
  type Layer,
  linear,
  relu,
  residual,
  sequential,
  sigmoid,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { randomNormal, reference, scope } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { DropoutError } from '../dropout-error.ts'
import { channelDropout, dropout } from '../variants/index.ts'
import { convertScaling } from './convert-scaling.ts'

type Scale = 'training' | 'evaluation'

const passes = [
  createPass({ mode: 'train', key: key(1) }),
  createPass({ mode: 'sample', key: key(2) }),
  createPass({ mode: 'evaluate' }),
]

const deep = (scale: Scale) =>
  sequential(
    dropout({ keep: 0.8, scale }),
    linear(6, 8),
    sequential(relu(), dropout({ keep: 0.5, scale })),
    residual({ shortcut: linear(8, 4, { bias: false }) }, dropout({ drop: 0.25, scale }), linear(8, 4)),
    dropout({ keep: 0.9 }),
    linear(4, 3),
  )

/** The same without what a residual would have to pass on. */
const passable = (scale: Scale) =>
  sequential(
    dropout({ keep: 0.8, scale, sharedAxes: [0] }),
    conv2d(2, 4, { kernel: 3 }),
    batchNorm(4),
    relu(),
    dropout({ keep: 0.5, scale }),
    channelDropout({ keep: 0.7 }),
    averagePool2d(2),
    flatten(),
    dropout({ keep: 0.9, scale }),
    linear(16, 6),
    residual(linear(6, 5), relu(), dropout({ keep: 0.25, scale }), linear(5, 6)),
    linear(6, 3),
  )

function converted(build: (scale: Scale) => Layer, from: Scale, to: Scale) {
  const [before, after] = [build(from), build(to)]
  init(before, key(5), { dtype: 'float64' })
  return { before, after, weights: convertScaling(before, after) }
}

const ratio = (at: string, before: Layer, after: Layer): number => {
  const [a, b] = [before, after].map((model) => flattenParams(model.params)[at]!.readSync()[1]!)
  return b! / a!
}

test.each([
  ['evaluation', 'training', [0.8, 0.45, 0.25]],
  ['training', 'evaluation', [1.25, 1 / 0.45, 4]],
] as const)(
  'from %s to %s: both compute the same in every pass, and only the weights behind dropout changed',
  (from, to, expected) => {
    const { before, after, weights } = converted(passable, from, to)
    const x = randomNormal(key(3), [5, 6, 6, 2], { dtype: 'float64' })
    for (const pass of passes) {
      const [ours, theirs] = [before, after].map((model) => model.forward(x, pass).readSync())
      ours!.forEach((value, i) => void expect(theirs![i]).toBeCloseTo(value, 11))
    }
    expect(weights.map(({ match, weight }) => [match, weight])).toEqual(
      ['conv2d1/weight', 'linear1/weight', 'residual1/linear2/weight'].map((match, i) => [
        match,
        expect.closeTo(expected[i]!, 12),
      ]),
    )
    for (const { match, weight } of weights) expect(ratio(match, before, after)).toBeCloseTo(weight, 12)
    for (const untouched of ['batchNorm1/scale', 'residual1/linear1/weight', 'linear2/weight'])
      expect(ratio(untouched, before, after), untouched).toBe(1)
  },
)

test('the table: what a keep of ½ does to the settings of the weight behind it', () => {
  const { weights } = converted(
    (scale) => sequential(dropout({ keep: 0.5, scale }), linear(2, 2)),
    'evaluation',
    'training',
  )
  expect(weights).toEqual([
    {
      match: 'linear1/weight',
      weight: 0.5,
      learningRate: 0.25,
      adaptiveLearningRate: 0.5,
      epsilon: 2,
      maxNorm: 0.5,
      l2: 4,
      l1: 2,
      weightDecay: 2,
    },
  ])
  expect(converted((_) => sequential(dropout({ keep: 0.5 }), linear(2, 2)), 'training', 'training').weights).toEqual([])
})

test('parameters are copies: the model that was converted stays as it was, and memory is counted', () => {
  const [before, after] = [passable('evaluation'), passable('training')]
  init(before, key(5), { dtype: 'float64' })
  const { buffers, bytes } = reference.memory()
  convertScaling(before, after)
  const own = [...Object.values(flattenParams(after.params)), ...Object.values(flattenParams(after.state))]
  expect(Object.values(flattenParams(after.params)).every(({ requiresGrad }) => requiresGrad)).toBe(true)
  expect(reference.memory().buffers).toBe(buffers + own.length)
  for (const copy of own) copy.dispose()
  expect(reference.memory()).toEqual({ buffers, bytes })
  const x = randomNormal(key(3), [1, 6, 6, 2], { dtype: 'float64' })
  scope(() => expect(before.forward(x, passes[2]!).readSync().every(Number.isFinite)).toBe(true))
})

test('what has no counterpart is refused', () => {
  const refused = (build: (scale: Scale) => Layer) => expect(() => converted(build, 'evaluation', 'training'))
  const first = (scale: Scale) => dropout({ keep: 0.5, scale })
  refused((scale) => sequential(first(scale), sigmoid(), linear(2, 2))).toThrow('would have to pass sigmoid1 (sigmoid)')
  refused((scale) => sequential(linear(2, 2), first(scale))).toThrow('ends in dropout of another scale')
  refused((scale) => sequential(dropout({ keep: 0, scale }), linear(2, 2))).toThrow('dropout with keep 0')
  refused(deep).toThrow('would have to pass residual1 (residual)')
  refused((scale) => sequential(residual(linear(2, 2), first(scale)), linear(2, 2))).toThrow('pass residual1')
  refused((scale) => residual({ shortcut: sequential(first(scale)) }, linear(2, 2))).toThrow('pass the residual')
  expect(() => convertScaling(sequential(linear(2, 2)), sequential(linear(2, 3)))).toThrow(
    'models that differ at linear1',
  )
  expect(() => convertScaling(sequential(dropout({ keep: 0.5 })), sequential(dropout({ keep: 0.6 })))).toThrow(
    'only the scale',
  )
  const model = sequential(linear(2, 2))
  expect(() => convertScaling(model, sequential(linear(2, 2)))).toThrow(
    'without its parameters linear1/weight, linear1/bias',
  )
  init(model, key(1))
  expect(() => convertScaling(model, model)).toThrow('has parameters already')
})

test('one model alone, and what is none, are refused', () => {
  const model = linear(2, 2)
  for (const args of [[], [model], [undefined, model], [model, 2], ['a', 'b']])
    expect(() => convertScaling(...(args as never as [Layer, Layer]))).toThrow(DropoutError)
})
