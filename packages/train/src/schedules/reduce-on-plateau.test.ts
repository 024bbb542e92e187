import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { twoMoons } from '@thinned/data'
import {
  flattenParams,
  type Layer,
  linear,
  type Moment,
  relu,
  resolveSchedule,
  sequential,
  withSettings,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { memoryStore } from '../../test/memory-store.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { type ReduceOnPlateauOptions, reduceOnPlateau } from './reduce-on-plateau.ts'

const { plateaus }: { plateaus: Record<string, { losses: number[]; values: number[] }> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/schedules.json'), 'utf8'),
)
const settings: Record<string, Omit<ReduceOnPlateauOptions, 'initial'>> = {
  'patience 2': { factor: 0.5, patience: 2 },
  cooldown: { factor: 0.5, patience: 1, cooldown: 2 },
  least: { factor: 0.1, patience: 0, minimum: 0.05 },
  higher: { monitor: 'accuracy', mode: 'max', threshold: 0, patience: 1 },
}

const follow = (options: ReduceOnPlateauOptions, measures: readonly number[]) =>
  [...measures, 0].map((_, epoch) =>
    resolveSchedule(reduceOnPlateau(options), {
      step: epoch,
      steps: measures.length,
      epoch,
      validations: measures.slice(0, epoch).map((measure) => ({ [options.monitor ?? 'validationLoss']: measure })),
    }),
  )

test.each(Object.entries(plateaus))(
  "as PyTorch's ReduceLROnPlateau, epoch by epoch: %s",
  (name, { losses, values }) => {
    expect(follow({ initial: 1, ...settings[name] }, losses).slice(0, -1)).toEqual(values)
  },
)

test('a lower loss is better also below 0, and NaN is refused', () => {
  const options = { initial: 1, factor: 0.5, patience: 0, threshold: 0.1 }
  expect(follow(options, [-1, -1.05, -1.2, -1.5])).toEqual([1, 1, 0.5, 0.5, 0.5])
  expect(() => follow(options, [1, Number.NaN])).toThrow('reduceOnPlateau monitors validationLoss, which is NaN;')
})

test('another value can be monitored', () => {
  expect(follow({ initial: 1, patience: 0, monitor: 'gap', mode: 'min' }, [1, 1])).toEqual([1, 1, 0.1])
})

test('what is not measured is named with what is', () => {
  const rate = reduceOnPlateau({ initial: 1, monitor: 'accuracy', mode: 'max' })
  const at = { step: 1, steps: 2, epoch: 1 }
  expect(() => resolveSchedule(rate, { ...at, validations: [{ validationLoss: 1, validationError: 1 }] })).toThrow(
    'reduceOnPlateau monitors accuracy, which is not measured; it can monitor validationLoss, validationError.',
  )
  expect(() => resolveSchedule(rate, at)).toThrow('where nothing is validated')
})

test('in a run it follows the validations, and a resumed run goes on to the same bits', async () => {
  const asked: number[] = []
  const rate = reduceOnPlateau({ initial: 0.5, factor: 0.5, patience: 0 })
  const observed = withSettings({ name: 'observed' }, (at: Moment) => {
    const value = resolveSchedule(rate, at)
    asked[at.epoch] = value
    return value
  })
  const options: FitOptions = {
    data: { train: twoMoons({ size: 40, key: key(1) }), validation: twoMoons({ size: 40, key: key(2) }) },
    loss: 'crossEntropy',
    epochs: 12,
    batchSize: 20,
    optimizer: sgd({ learningRate: observed, momentum: 0.9 }),
    key: key(3),
  }
  const build = () => sequential(linear(2, 8), relu(), linear(8, 2))
  const [whole, resumed, store] = [build(), build(), memoryStore()]
  const run = await fit(whole, { ...options, checkpoint: { store, everySteps: 1 } })
  const losses = run.validations.map(({ loss }) => loss)
  expect(asked).toEqual(follow({ initial: 0.5, factor: 0.5, patience: 0 }, losses).slice(0, -1))
  expect(new Set(asked).size).toBeGreaterThan(1)
  const rest = memoryStore()
  rest.saved.push(store.saved[16]!)
  await fit(resumed, { ...options, resume: true, checkpoint: { store: rest } })
  const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((held) => held.readSync())
  expect(weights(resumed)).toEqual(weights(whole))
  await expect(fit(build(), { ...options, data: { train: options.data.train } })).rejects.toThrow(
    'reduceOnPlateau was asked where nothing is validated',
  )
})
