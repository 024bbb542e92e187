import { key } from '@thinned/rng'
import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import * as metrics from './index.ts'
import * as measures from './measures/index.ts'

const { accuracy, bootstrapInterval, discordantPairs, ece, mcnemar, measure, MetricsError, pairedBootstrap, rmse } =
  metrics
const loosely = (value: unknown): never => value as never
const scored = { probabilities: [0.5, 0.5], classes: 2, labels: [0] }
const fitted = metrics.temperatureScaling().fit(scored)
const sets = metrics.conformalSets({ alpha: 0.6 }).fit(scored)
type Loose = (...given: readonly unknown[]) => unknown

it.each(Object.entries(measures))('%s refuses predictions and labels, which belong to measure', (name, make) => {
  const call = make as Loose
  expect(() => call([0], [0])).toThrow(MetricsError)
  expect(() => call([0], [0])).toThrow(name)
})

test('a metric that takes no arguments says how to measure', () => {
  expect(() => (accuracy as Loose)([0], [0])).toThrow(
    'accuracy was given [0], [0]; it takes no arguments and gives a metric. To measure predictions, write measure(accuracy(), batch), with a batch such as { predicted: [0, 1], labels: [0, 1] }.',
  )
})

it.each<[string, () => unknown, string]>([
  [
    'a metric that was not called',
    () => measure(loosely(accuracy), { labels: [] }),
    'as its metric. Call it: accuracy()',
  ],
  [
    'the name of a metric',
    () => measure(loosely('accuracy'), {}),
    'measure was given "accuracy" as its metric. Give a metric',
  ],
  ['no batch', () => measure(accuracy(), loosely(undefined)), 'measure was given undefined as its batch'],
  ['a list as a batch', () => measure(accuracy(), loosely([1])), 'measure was given [1] as its batch'],
  [
    'a Promise of a batch',
    () => measure(accuracy(), loosely(Promise.resolve({ predicted: [0], labels: [0] }))),
    'measure was given a Promise (await it) as its batch',
  ],
  [
    'what predict gives',
    () => measure(ece(), loosely({ mean: { data: [0.5, 0.5], shape: [1, 2] }, labels: [0] })),
    'but no probabilities; this metric takes probabilities and labels. Of what predict gives, take predictionBatch(prediction).',
  ],
  [
    'what predict gives, as scores',
    () => fitted.apply(loosely({ mean: { data: [0.5, 0.5], shape: [1, 2] } })),
    'of two classes or more. Of what predict gives, take predictionBatch(prediction).',
  ],
  [
    'what predict gives, as a batch of sets',
    () => sets.sets(loosely({ mean: { data: [0.5, 0.5], shape: [1, 2] } })),
    'but were given undefined. Of what predict gives, take predictionBatch(prediction).',
  ],
  [
    'predictions in the place of samples',
    () => measure(metrics.crps(), loosely({ predicted: [1], targets: [1] })),
    'The batch holds predicted, but no samples. Predict with everySample: true',
  ],
  [
    'a Promise of sets',
    () => metrics.setMembers(loosely(Promise.resolve({}))),
    'setMembers was given a Promise (await it) as its sets',
  ],
  [
    'no rows for sets',
    () => metrics.conformalSets({ alpha: 0.1 }).fit(loosely(1)),
    'conformalSets.fit was given 1 as its batch',
  ],
  [
    'no rows for intervals',
    () => metrics.conformalIntervals({ alpha: 0.1 }).fit(loosely(1)),
    'conformalIntervals.fit was given 1 as its batch',
  ],
  ['no rows for noise', () => metrics.gaussianNoise().fit(loosely(1)), 'gaussianNoise.fit was given 1 as its batch'],
  [
    'no state of a scaling',
    () => metrics.scalingFromState(loosely(1)),
    "state is 1, where an object whose kind is 'isotonic', 'temperature' or 'vector' belongs.",
  ],
  ['sets without a mask', () => metrics.setMembers(loosely({ classes: 2 })), 'The entries of the mask are undefined'],
  [
    'a metric of a curve',
    () => bootstrapInterval(loosely(metrics.brierDecomposition()), loosely(scored), { key: key(1) }),
    'bootstrapInterval measured { reliability, resolution, uncertainty, varianceWithinBins, … } of all examples',
  ],
  [
    'texts as predictions',
    () => measure(accuracy(), loosely({ predicted: ['0', '1'], labels: [0, 1] })),
    'A metric was given predicted "0" at 0; it takes numbers.',
  ],
  [
    'texts as targets',
    () => measure(rmse(), loosely({ predicted: [1, 2], targets: [1, '2'] })),
    'A metric was given targets "2" at 1; it takes numbers.',
  ],
  [
    'one batch of two',
    () => pairedBootstrap(accuracy(), { predicted: [0], labels: [0] }, loosely({ key: key(1) }), loosely(undefined)),
    'no labels, targets, values or activations',
  ],
  [
    'one batch alone',
    () => (pairedBootstrap as Loose)(accuracy(), { predicted: [0], labels: [0] }),
    'pairedBootstrap was given undefined as its second batch',
  ],
  [
    'no metric',
    () => bootstrapInterval(loosely(undefined), {}, { key: key(1) }),
    'bootstrapInterval was given undefined',
  ],
  ['two lists of three', () => (discordantPairs as Loose)([0], [1]), 'discordantPairs was given labels undefined'],
  ['texts among labels', () => discordantPairs([0], [1], loosely(['0'])), 'discordantPairs was given labels "0" at 0'],
  ['no counts', () => mcnemar(loosely(undefined)), 'mcnemar was given onlyFirstRight undefined'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(MetricsError)
  expect(act).toThrow(message)
})

const options = { classes: 2, bins: 2, k: 1, quantile: 0.5, level: 0.5 }
const made = Object.entries(measures).map(([name, make]) => {
  const taking = make as (given?: object) => metrics.Metric<unknown, unknown, unknown>
  for (const names of [[], ['classes'], ['k'], ['bins'], ['quantile'], ['level']] as const)
    try {
      const given = Object.fromEntries(names.map((each) => [each, options[each]]))
      return [name, names.length === 0 ? taking() : taking(given)] as const
    } catch {}
  throw new Error(`${name} cannot be made; add its options here`)
})

it.each(made)('%s measures a batch of anything or refuses it with its own error', (_, metric) => {
  const list = fc.array(fc.oneof(fc.string(), fc.double(), fc.anything()), { maxLength: 3 })
  const names = [
    'mask',
    'predicted',
    'labels',
    'targets',
    'values',
    'probabilities',
    'activations',
    'uncertainty',
    'logits',
  ]
  const batch = fc.record(
    Object.fromEntries([...names, 'classes', 'units'].map((name) => [name, fc.oneof(list, fc.anything())])),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(batch, fc.anything()), (given) => {
      try {
        measure(metric, given)
      } catch (error) {
        expect(error).toBeInstanceOf(MetricsError)
      }
    }),
    { numRuns: 100, seed: 5 },
  )
})
