import { type Dataset, take, twoMoons } from '@thinned/data'
import { accuracy } from '@thinned/metrics'
import { compose, flattenParams, init, type Layer, linear, losses, plainLayer, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { reshape, slice, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions } from './fit-options.ts'

const train = twoMoons({ size: 60, key: key(1) })
const build = () => sequential(linear(2, 8), relu(), linear(8, 2))
const settings: FitOptions = {
  data: { train },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 60,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(42),
}
const values = (model: Layer) => Object.values(flattenParams(model.params)).map((held) => Array.from(held.readSync()))
const close = (model: Layer) => values(model).map((all) => all.map((value) => expect.closeTo(value, 5)))
const weighted = (weights: readonly number[], dataset: Dataset = train as Dataset): Dataset => ({
  ...dataset,
  weights: { data: Float32Array.from(weights), shape: [weights.length] },
})
const rows = Array.from({ length: 60 }, (_, row) => row)

test.each(['crossEntropy', 'mse', 'mae', 'huber', 'binaryCrossEntropy', 'klDivergence'] as const)(
  'an example of weight 2 counts as two, one of weight 0 as none: %s, in training and measuring, in batches of any size',
  async (loss) => {
    const shares = { ...train.inputs, data: train.inputs.data.map((value) => Math.abs(value) / 4) }
    const set = (loss === 'crossEntropy' ? train : { name: 'shares', inputs: train.inputs, targets: shares }) as Dataset
    const counts = rows.map((row) => (row % 5 === 0 ? 0 : 1 + (row % 2)))
    const repeated = take(
      set,
      rows.flatMap((row) => new Array(counts[row]!).fill(row)),
    )
    const [a, b] = [build(), build()]
    const first = await fit(a, { ...settings, loss, data: { train: weighted(counts, set) } })
    const second = await fit(b, { ...settings, loss, batchSize: 200, data: { train: repeated } })
    expect(values(a)).toEqual(close(b))
    expect(first.history[1]!.runningLoss).toBeCloseTo(second.history[1]!.runningLoss, 5)
    expect(first.history[1]!.loss).toBeCloseTo(second.history[1]!.loss, 5)
    expect((await evaluate(a, weighted(counts, set), { loss, batchSize: 7 })).loss).toBeCloseTo(
      second.history[1]!.loss,
      5,
    )
  },
)

test('the error counts every example the same, those of weight 0 too', async () => {
  const model = build()
  await fit(model, settings)
  const { error } = await evaluate(model, train)
  const none = weighted(rows.map((row) => (row < 30 ? 0 : 1)))
  expect(await evaluate(model, none, { batchSize: 10 })).toMatchObject({ error })
})

test('weights go to a defined loss, beside its options', async () => {
  const seen: object[] = []
  const loss = losses
    .define(
      (outputs: Tensor, targets: Tensor, options?: { readonly delta?: number; readonly weights?: Tensor }) => {
        seen.push({ delta: options?.delta, weights: options?.weights?.shape })
        return losses.mse(outputs, targets)
      },
      { name: 'seen' },
    )
    .with({ delta: 3 })
  const self = { name: 'self', inputs: train.inputs, targets: train.inputs } as Dataset
  await fit(build(), {
    ...settings,
    epochs: 1,
    loss,
    data: {
      train: weighted(
        rows.map(() => 1),
        self,
      ),
    },
  })
  expect(seen[0]).toEqual({ delta: 3, weights: [60] })
})

test('a step whose examples all weigh 0, or whose labels are all left out, moves nothing', async () => {
  const one = weighted(rows.map((row) => (row === 7 ? 1 : 0)))
  const labels = train.targets.data.map((label, row) => (row === 7 ? label : -1))
  const labeled = { ...train, targets: { ...train.targets, data: labels } }
  const loss = losses.crossEntropy.with({ ignore: -1 })
  for (const [data, accumulate] of [one, labeled].flatMap((data) => [1, 6].map((size) => [data, size] as const))) {
    const model = sequential(linear(2, 12), center(12), linear(12, 2))
    const content = () =>
      JSON.stringify(
        [model.params, model.state].map((held) =>
          Object.entries(flattenParams(held)).map(([, tensor]) => [...tensor.readSync()]),
        ),
      )
    let before = ''
    const moved: boolean[] = []
    const counted: boolean[] = []
    const run = await fit(model, {
      ...settings,
      data: { train: data },
      loss,
      batchSize: 1,
      accumulate,
      callbacks: [
        {
          start: () => {
            before = content()
          },
          step: ({ loss }) => {
            moved.push(content() !== before)
            counted.push(!Number.isNaN(loss))
            before = content()
          },
        },
      ],
    })
    expect(moved.filter(Boolean).length).toBe(2)
    expect([moved.length, counted]).toEqual([120 / accumulate, moved])
    for (const { runningLoss } of run.history) expect(runningLoss).toBeGreaterThan(0)
  }
})

const labels = Int32Array.from({ length: 180 }, (_, i) => (i % 4 === 3 || i < 9 ? 0 : 1 + (i % 2)))
const sequence: Dataset = { ...train, name: 'sequence', targets: { data: labels, shape: [60, 3] }, classes: 3 }

/** Scores of classes for each of three places of a sequence, from its two inputs. */
const scores = (classes = 3): Layer =>
  sequential(linear(2, 3 * classes), {
    ...plainLayer('places', undefined),
    outputShape: () => [3, classes],
    forward: (x) => reshape(x, [x.shape[0]!, 3, classes]),
  } as Layer)

test('sequences of labels train by name; places left out and the weights of classes share batches out', async () => {
  const run = await fit(scores(), { ...settings, data: { train: sequence }, epochs: 5, batchSize: 13 })
  expect(run.history[4]!.loss).toBeLessThan(run.history[0]!.loss)
  expect(run.history[4]!.error).toBeLessThan(1)
  await expect(fit(scores(2), { ...settings, data: { train: sequence } })).rejects.toThrow(
    'The model gives [3, 2] for each example [2], but the train data sequence has 3 classes; crossEntropy takes [3, classes], one logit for each.',
  )
  const loss = losses.crossEntropy.with({ ignore: 0, classWeights: [5, 1, 4] })
  const [parts, whole] = [scores(), scores()]
  const measured = { loss, metrics: { accuracy: accuracy() } }
  const options = { ...settings, ...measured, data: { train: sequence } }
  const first = await fit(parts, { ...options, batchSize: 4, accumulate: 15 })
  const second = await fit(whole, { ...options, batchSize: 60 })
  expect(values(parts)).toEqual(close(whole))
  expect(first.history[1]!.runningLoss).toBeCloseTo(second.history[1]!.runningLoss, 5)
  const [few, all] = [
    await evaluate(whole, sequence, { ...measured, batchSize: 2 }),
    await evaluate(whole, sequence, measured),
  ]
  expect(few.loss).toBeCloseTo(all.loss, 5)
  expect(all.metrics.accuracy).toBeCloseTo(1 - all.error, 12)
  const counted = labels.filter((label) => label !== 0).length
  expect(Math.round(all.error * counted)).toBeCloseTo(all.error * counted, 9)
})

test('labels that are left out share batches out where the data does not say its classes, too', async () => {
  const { classes: _, ...unsaid } = sequence
  const loss = losses.crossEntropy.with({ ignore: 0, classWeights: [5, 1, 4] })
  const [parts, whole] = [scores(), scores()]
  const options = { ...settings, loss, data: { train: unsaid } }
  const first = await fit(parts, { ...options, batchSize: 4, accumulate: 15 })
  const second = await fit(whole, options)
  expect(values(parts)).toEqual(close(whole))
  expect(first.history[1]!.runningLoss).toBeCloseTo(second.history[1]!.runningLoss, 5)
  expect((await evaluate(whole, unsaid, { loss, batchSize: 2 })).loss).toBeCloseTo(second.history[1]!.loss, 5)
})

test('data in which no example counts is not measured', async () => {
  const model = build()
  init(model, key(1))
  await expect(evaluate(model, weighted(rows.map(() => 0)))).rejects.toThrow(
    'All examples of two moons weigh 0 or have labels that are left out; there is nothing to measure.',
  )
})

test('a loss of two outputs: the noise is learned as well', async () => {
  const model = compose({ body: sequential(linear(2, 8), relu(), linear(8, 4)) }, (x: Tensor, use) => {
    const both = use.body(x)
    return { mean: slice(both, 1, 0, 2), logVariance: slice(both, 1, 2, 4) }
  })
  const self = { name: 'self', inputs: train.inputs, targets: train.inputs } as Dataset
  const run = await fit(model, {
    ...settings,
    epochs: 30,
    batchSize: 10,
    optimizer: sgd({ learningRate: 0.05 }),
    loss: 'gaussianNll',
    data: { train: self },
  })
  expect(run.history[29]!.loss).toBeLessThan(run.history[0]!.loss - 0.5)
  expect(run.history[29]!.error).toBeNaN()
})
