import { twoMoons } from '@thinned/data'
import { init, linear, losses, withSettings } from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { evaluate } from './evaluate.ts'
import { lossOption, plainLossName } from './objective.ts'

const train = twoMoons({ size: 25, key: key(1) })

test('a loss by name, the loss itself and an objective of it give the same run', async () => {
  const objective: FitOptions['loss'] = (forward, { inputs, targets }) => losses.crossEntropy(forward(inputs), targets)
  const runs = await Promise.all(
    (['crossEntropy', losses.crossEntropy, losses.crossEntropy.with({ labelSmoothing: 0 }), objective] as const).map(
      (loss) =>
        fit(linear(2, 2), {
          data: { train },
          loss,
          epochs: 2,
          batchSize: 10,
          optimizer: sgd({ learningRate: 0.1 }),
          key: key(2),
        }),
    ),
  )
  for (const { history } of runs) expect(history.map(({ loss }) => loss)).toEqual(runs[0]!.history.map((r) => r.loss))
})

test('every loss of the library has its name, and data is checked for it only without options', () => {
  const library = Object.entries(losses).filter(([, value]) => losses.isLoss(value))
  expect(library.length).toBeGreaterThan(7)
  for (const [name, loss] of library) {
    expect(lossOption.read(name, 'loss')).toBe(name)
    expect(plainLossName(loss as never)).toBe(name)
  }
  expect(plainLossName(losses.crossEntropy.with({ ignore: 0 }))).toBeUndefined()
  expect(plainLossName(withSettings({ name: 'mse' }, () => reference as never))).toBeUndefined()
})

test('evaluate reports each batch, and its signal stops it without leaving anything behind', async () => {
  const model = linear(2, 2)
  init(model, key(1))
  const before = reference.memory().buffers
  const seen: object[] = []
  await evaluate(model, train, { batchSize: 10, onProgress: (progress) => seen.push(progress) })
  expect(seen).toEqual([1, 2, 3].map((done) => ({ done, passes: 3 })))
  const stop = new AbortController()
  const onProgress = () => stop.abort(new Error('enough'))
  await expect(evaluate(model, train, { batchSize: 10, signal: stop.signal, onProgress })).rejects.toThrow('enough')
  expect(reference.memory().buffers).toBe(before)
})
