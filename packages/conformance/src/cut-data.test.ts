// The mean over a data set does not depend on how it is cut into batches: in measurements of any batch size, and in steps with `accumulate`.
import type { Dataset } from '@thinned/data'
import { dropout, objectives } from '@thinned/dropout'
import {
  createPass,
  flattenParams,
  init,
  type Layer,
  linear,
  losses,
  type Objective,
  relu,
  sequential,
} from '@thinned/nn'
import { foldIn, integers, key, normal, uniform } from '@thinned/rng'
import { add, mul, type Tensor } from '@thinned/tensor'
import { evaluate, type FitOptions, fit, sgd } from '@thinned/train'
import { describe, expect, test } from 'vitest'

const [SIZE, TIME, CLASSES] = [8, 3, 4]
const IGNORED = 0

/** Sequences of unequal length: the first label is counted, and padding has the label 0; some examples have no label that counts. */
function sequences(seed: number, weighted: boolean): Dataset {
  const at = (name: string) => foldIn(key(seed), name)
  const lengths = integers(at('lengths'), SIZE, { high: TIME + 1 })
  const labels = integers(at('labels'), SIZE * TIME, { low: 1, high: CLASSES })
  const weights = uniform(at('weights'), SIZE).map((value, i) => (i % 5 === 4 ? 0 : value * 3))
  return {
    name: 'sequences',
    classes: CLASSES,
    inputs: { data: Float32Array.from(normal(at('inputs'), SIZE * TIME * 2)), shape: [SIZE, TIME, 2] },
    targets: {
      data: Int32Array.from(labels, (label, i) =>
        i % TIME < lengths[Math.floor(i / TIME)]! || i === 0 ? label : IGNORED,
      ),
      shape: [SIZE, TIME],
    },
    ...(weighted ? { weights: { data: Float32Array.from(weights), shape: [SIZE] } } : {}),
  }
}

const options = {
  plain: {},
  'ignored labels': { ignore: IGNORED },
  'weights of classes': { classWeights: [1, 3, 0.5, 7] },
  'both, smoothed': { ignore: IGNORED, classWeights: [2, 1, 5, 3], labelSmoothing: 0.1 },
}

type Options = (typeof options)[keyof typeof options]

/** The settings of each objective of the library. */
const settings: Readonly<Record<keyof typeof objectives, object>> = { multiSample: { samples: 3 }, rDrop: { alpha: 2 } }

/** Each takes the options of a cross-entropy. Every objective of the library is among them. */
const made: Readonly<Record<string, (given: Options) => FitOptions['loss']>> = {
  'a loss': (given) => losses.crossEntropy.with(given),
  'a loss in an objective': (given) =>
    own((outputs, targets, weights) => losses.crossEntropy(outputs, targets, { ...given, ...weights })),
  'parts with weights': (given) =>
    own((outputs, targets, weights) => {
      const labels = losses.crossEntropy(outputs, targets, { ...given, ...weights })
      const scale = losses.mse(outputs, mul(outputs, 0), weights)
      return [
        { loss: mul(labels, 0.5), weight: losses.weightOf(labels) },
        { loss: mul(scale, 0.1), weight: losses.weightOf(scale) },
      ]
    }),
  ...Object.fromEntries(
    Object.entries(objectives).map(([name, objective]) => [
      name,
      (given: Options) =>
        objective(losses.crossEntropy.with(given), settings[name as keyof typeof settings] as never) as Objective,
    ]),
  ),
}

function own(
  of: (outputs: Tensor, targets: Tensor, weights: { readonly weights?: Tensor }) => ReturnType<Objective>,
): Objective {
  return (forward, { inputs, targets, weights }) => of(forward(inputs), targets, weights ? { weights } : {})
}

const build = (): Layer => sequential(linear(2, 6), relu(), dropout({ keep: 0.6 }), linear(6, CLASSES)) as Layer

async function trained(loss: FitOptions['loss'], data: Dataset, cut: Pick<FitOptions, 'batchSize' | 'accumulate'>) {
  const model = build()
  const run = await fit(model, {
    data: { train: data },
    loss,
    epochs: 1,
    optimizer: sgd({ learningRate: 0.3 }),
    key: key(5),
    ...cut,
  })
  const weights = Object.values(flattenParams(model.params)).flatMap((value) => Array.from(value.readSync()))
  return { weights, loss: run.history[0]!.runningLoss }
}

describe.each(Object.entries(made))('%s', (_, make) => {
  test.each(
    Object.entries(options).flatMap(([name, given], i) => [
      [name, given, sequences(i, false)] as const,
      [`${name}, weights of examples`, given, sequences(i + 10, true)] as const,
    ]),
  )('%s: batches of any size give the same loss, and `accumulate` the step of all', async (_name, given, data) => {
    const model = build()
    init(model, key(1))
    for (const mode of ['evaluate', 'sample'] as const) {
      const pass = (row: number) => createPass({ mode, row, key: key(3) })
      const whole = await evaluate(model, data, { loss: make(given), pass, batchSize: SIZE })
      for (const batchSize of [1, 3])
        expect((await evaluate(model, data, { loss: make(given), pass, batchSize })).loss).toBeCloseTo(whole.loss, 5)
    }
    const whole = await trained(make(given), data, { batchSize: SIZE })
    for (const [batchSize, accumulate] of [
      [1, 8],
      [3, 3],
    ] as const) {
      const parts = await trained(make(given), data, { batchSize, accumulate })
      for (const [i, weight] of parts.weights.entries()) expect(weight).toBeCloseTo(whole.weights[i]!, 5)
      expect(parts.loss).toBeCloseTo(whole.loss, 5)
    }
  })
})

test('an objective that computes with a loss of uneven counts is refused where data is cut, and says what to write', async () => {
  const data = sequences(1, false)
  const half = own((outputs, targets) => mul(losses.crossEntropy(outputs, targets, { ignore: IGNORED }), 0.5))
  const sentence =
    /computes with the result of crossEntropy, which does not count every example the same .* losses.weightOf\(loss\)/
  await expect(trained(half, data, { batchSize: 4, accumulate: 2 })).rejects.toThrow(sentence)
  const model = build()
  init(model, key(1))
  await expect(evaluate(model, data, { loss: half, batchSize: 5 })).rejects.toThrow(sentence)
  const whole = await evaluate(model, data, { loss: half })
  expect(whole.loss).toBeGreaterThan(0)
  expect((await trained(half, data, { batchSize: SIZE })).loss).toBeGreaterThan(0)
})

test('a loss of every example the same, and sums of them, are means over the examples', async () => {
  const data = sequences(2, true)
  const sum = own((outputs, targets, weights) =>
    add(losses.crossEntropy(outputs, targets, weights), mul(losses.mse(outputs, mul(outputs, 0), weights), 0.1)),
  )
  const whole = await trained(sum, data, { batchSize: SIZE })
  const parts = await trained(sum, data, { batchSize: 3, accumulate: 3 })
  for (const [i, weight] of parts.weights.entries()) expect(weight).toBeCloseTo(whole.weights[i]!, 5)
})
