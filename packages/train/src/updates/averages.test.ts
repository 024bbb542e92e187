import { twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { center } from '../../test/center.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { ema, swa } from '../averaging/index.ts'
import { loadWeights } from '../checkpoint/weights-file.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 40, key: key(2) })
const build = () => sequential(linear(2, 12), relu(), center(12), testDropout(0.7), linear(12, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 4,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.2, momentum: 0.9 }),
  key: key(42),
}
const tensors = (model: Layer) => [model.params, model.state].flatMap((held) => Object.values(flattenParams(held)))
const values = (model: Layer) => tensors(model).map((tensor) => tensor.readSync())
const weightsOf = (model: Layer) =>
  Object.values(flattenParams(model.params)).map((tensor) => Array.from(tensor.readSync()))

test.each([
  ['step', ema({ decay: 0.8 })],
  ['epoch', swa({ from: 1 })],
] as const)(
  'after every %s the average moves; measured and handed over are the averages',
  async (occasion, averaging) => {
    const model = build()
    const visited: { step: number; weights: number[][] }[] = []
    const note = () => void visited.push({ step: visited.length, weights: weightsOf(model) })
    const run = await fit(model, { ...settings, averaging, callbacks: [{ step: note }] })
    // The weights train as they do without.
    const plain = build()
    const seen: number[][][] = []
    const without = await fit(plain, { ...settings, callbacks: [{ step: () => void seen.push(weightsOf(plain)) }] })
    expect(visited.map(({ weights }) => weights)).toEqual(seen)
    expect(run.history[3]!.runningLoss).toBe(without.history[3]!.runningLoss)

    const counted = visited.filter(({ step }) => (occasion === 'step' ? true : step % 5 === 4 && step > 5))
    const shares = counted.map((_, i) => (occasion === 'step' ? 0.8 ** (counted.length - 1 - i) : 1))
    const total = shares.reduce((sum, share) => sum + share, 0)
    const mean = weightsOf(model).map((values, p) =>
      values.map((_, at) =>
        expect.closeTo(
          counted.reduce((sum, { weights }, i) => sum + (shares[i]! / total) * weights[p]![at]!, 0),
          5,
        ),
      ),
    )
    expect(weightsOf(model)).toEqual(mean)
    expect(run.history[3]).toMatchObject({
      loss: (await evaluate(model, train)).loss,
      validationLoss: (await evaluate(model, validation)).loss,
    })
    expect(run.history[3]!.loss).not.toBe(without.history[3]!.loss)
  },
)

test.each([ema({ decay: 0.8 }), swa({ from: 1, every: 2 })])(
  'resumed from any step, a run ends in the same bits (%#)',
  async (averaging) => {
    const whole = build()
    const store = memoryStore()
    const options = { ...settings, averaging, earlyStopping: { patience: 3 }, validateEvery: { steps: 3 } }
    const run = await fit(whole, { ...options, checkpoint: { store, everySteps: 1 } })
    for (const stop of [0, 4, 8, 11]) {
      const resumed = build()
      const checkpoint = { store: memoryStore(store.saved[stop]!) }
      const rest = await fit(resumed, { ...options, resume: true, checkpoint })
      expect(values(resumed)).toEqual(values(whole))
      expect(rest.validations).toEqual(run.validations)
    }
    const other = { ...options, averaging: ema({ decay: 0.9 }), resume: true, checkpoint: { store } }
    await expect(fit(build(), other)).rejects.toThrow(/another run: averaging/)
  },
)

test('the best are the best averages, in the model and in files', async () => {
  const model = build()
  const store = memoryStore()
  const run = await fit(model, {
    ...settings,
    epochs: 30,
    averaging: ema({ decay: 0.8 }),
    earlyStopping: { patience: 3 },
    checkpoint: { store, best: {} },
  })
  const losses = run.validations.map(({ loss }) => loss)
  expect((await evaluate(model, validation)).loss).toBe(Math.min(...losses))
  const loaded = build()
  loadWeights(loaded, (await run.best![0]!.store.load())!)
  expect(values(loaded)).toEqual(values(model))
})

test('frozen parameters have no average, and nothing is left behind', async () => {
  const before = reference.memory().buffers
  const model = build()
  const store = memoryStore()
  const groups = [{ match: 'linear1/*', frozen: true }]
  await fit(model, { ...settings, groups, averaging: ema({ decay: 0.8 }), checkpoint: { store } })
  expect(reference.memory().buffers - before).toBe(tensors(model).length)
  const text = new TextDecoder().decode(store.saved[0]!)
  expect([text.includes('"average/linear1/'), text.includes('"average/linear2/weight"')]).toEqual([false, true])
})

test('a run that was stopped keeps the weights that train', async () => {
  const [stopped, plain] = [build(), build()]
  const stop = { callbacks: [{ step: ({ step }: { step: number }) => (step === 7 ? ('stop' as const) : undefined) }] }
  await fit(stopped, { ...settings, ...stop, averaging: ema({ decay: 0.8 }) })
  await fit(plain, { ...settings, ...stop })
  expect(values(stopped)).toEqual(values(plain))
})
