import { twoMoons } from '@thinned/data'
import { linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { sgd } from '../optimizers/index.ts'
import { fit } from './fit.ts'
import type { FitOptions, ModelWarning } from './fit-options.ts'

const settings: FitOptions = {
  data: { train: twoMoons({ size: 20, key: key(1) }) },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(42),
}
const warning: ModelWarning = { kind: 'fewUnits', path: 'dropout1', sentence: 'Two units are few.' }

test('what the check finds is told before the first step, and is in the result', async () => {
  const told: unknown[] = []
  const model = linear(2, 2)
  const { warnings } = await fit(model, {
    ...settings,
    check: (given) => {
      expect([given, Object.keys(given.params)]).toEqual([model, []])
      return [warning]
    },
    onWarning: (found) => void told.push(found),
    callbacks: [{ start: () => void told.push('start') }],
  })
  expect([told, warnings]).toEqual([[warning, 'start'], [warning]])
})

test('a check that finds nothing gives an empty list; without one there is none', async () => {
  expect((await fit(linear(2, 2), { ...settings, check: () => [] })).warnings).toEqual([])
  expect(await fit(linear(2, 2), settings)).not.toHaveProperty('warnings')
})

test('a check that throws ends the run before anything is changed', async () => {
  const model = linear(2, 2)
  const check = () => {
    throw new Error('as planted')
  }
  await expect(fit(model, { ...settings, check })).rejects.toThrow('as planted')
  expect(model.params).toEqual({})
  await expect(fit(model, { ...settings, check: [] as never })).rejects.toThrow(
    'fit was given check []; it takes a function',
  )
})

test('a check that gives no list is refused before anything is changed', async () => {
  const model = linear(2, 2)
  for (const given of [undefined, null, 3, {}, Promise.resolve([])])
    await expect(fit(model, { ...settings, check: () => given as never })).rejects.toThrow(
      /^check gave (undefined|null|3|\{\}|a Promise.*); it gives a list of warnings\.$/,
    )
  expect(model.params).toEqual({})
})
