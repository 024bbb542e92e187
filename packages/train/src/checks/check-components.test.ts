import { asSource, twoMoons } from '@thinned/data'
import { accuracy, ece } from '@thinned/metrics'
import { init, isInitialized, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { mean, sub, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { ema } from '../averaging/index.ts'
import { maxNorm, unitNorm } from '../constraints/index.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { progressBar } from '../node/progress-bar.ts'
import { sgd } from '../optimizers/index.ts'
import { predict } from '../predict/predict.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'

const train = twoMoons({ size: 20, key: key(1) })
const settings: FitOptions = {
  data: { train, validation: train },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(3),
}
/** A callback of another library. */
class Keras {
  readonly losses = []
  onEpochEnd = () => {}
}
const group = (own: object) => ({ groups: [{ match: 'weight', ...own }] })

test.each([
  [
    { optimizer: sgd },
    'fit was given optimizer the function sgd; it takes an optimizer, such as adam({ learningRate: 0.01 }). Call it with what it takes, as in adam({ learningRate: 0.01 }).',
  ],
  [{ constraint: 3 }, 'fit was given constraint 3; it takes a constraint, such as constraints.maxNorm(3).'],
  [
    { averaging: ema },
    'fit was given averaging the function ema; it takes a rule of averaging, such as averaging.ema({ decay: 0.999 }). Call it with what it takes, as in averaging.ema({ decay: 0.999 }).',
  ],
  [group({ optimizer: 'sgd' }), 'fit was given groups[0].optimizer "sgd"; it takes an optimizer, such as'],
  [
    group({ constraint: maxNorm }),
    'fit was given groups[0].constraint the function maxNorm; it takes a constraint, such as constraints.maxNorm(3). Call it with what it takes, as in constraints.maxNorm(3).',
  ],
  [
    { constraint: unitNorm },
    'fit was given constraint the function unitNorm; it takes a constraint, such as constraints.maxNorm(3). Call it, as in unitNorm().',
  ],
  [{ data: train }, 'it takes an object { train, validation }. Write data: { train: … } with it.'],
  [{ checkpoint: 'a.bin' }, "Write checkpoint: { store: fileCheckpoint('run.safetensors') }."],
  [
    { classWeights: [1, 2] },
    'classWeights is not an option of fit; write loss: losses.crossEntropy.with({ classWeights }).',
  ],
  [
    { class_weight: [1, 2] },
    'class_weight is not an option of fit; write loss: losses.crossEntropy.with({ classWeights }).',
  ],
  [
    { callbacks: { step() {} } },
    'fit was given callbacks { step }; it takes a list of callbacks, such as [progressBar(',
  ],
  [{ checkpoint: { store: 'run' } }, 'fit was given checkpoint.store "run"; it takes a store, such as fileCheckpoint('],
  [
    { checkpoint: 'run' },
    'fit was given checkpoint "run"; it takes an object { store, everySteps, everyEpochs, best }.',
  ],
  [
    { metrics: { a: accuracy } },
    'fit was given metrics.a the function accuracy; it takes a metric, such as accuracy(). Call it, as in accuracy().',
  ],
  [
    { metrics: { e: ece } },
    'fit was given metrics.e the function ece; it takes a metric, such as accuracy(). Call it, as in ece().',
  ],
  [{ loss: 'categoricalCrossentropy' }, "a function of (forward, batch). Write 'crossEntropy'."],
  [{ loss: 'binary_crossentropy' }, "Write 'binaryCrossEntropy'."],
  [{ loss: 'mean_squared_error' }, "Write 'mse'."],
  [{ loss: 'SmoothL1Loss' }, "Write 'huber'."],
  [{ loss: 'L1Loss' }, "Write 'mae'."],
  [{ metrics: ['f1'] }, 'fit was given metrics ["f1"]; it takes an object of metrics, such as'],
  [
    { optimizer: 'adam' },
    'fit was given optimizer "adam"; it takes an optimizer, such as adam({ learningRate: 0.01 }).',
  ],
  [{ averaging: sgd({ learningRate: 1 }) }, 'it takes a rule of averaging, such as'],
  [{ backend: 'wasm' }, 'fit was given backend "wasm"; it takes a backend, such as await wasm().'],
  [{ backend: Promise.resolve() }, 'fit was given backend a Promise (await it)'],
  [{ signal: new AbortController() }, 'fit was given signal an AbortController; it takes an AbortSignal'],
  [{ key: 42 }, 'fit was given key 42; it takes a key, such as key(42).'],
  [{ resume: 'false' }, 'fit was given resume "false"; it takes true or false.'],
  [{ l2: null }, 'fit was given l2 null; it takes a number from 0.'],
  [{ learningRate: 1 }, 'learningRate is not an option of fit; write optimizer: adam({ learningRate }).'],
  [{ data: { train: Promise.resolve(train) } }, 'fit was given data.train a Promise (await it)'],
  [{ data: { train: { ...asSource(train), size: 0 } } }, 'The train data two moons has no examples'],
  [
    { data: { train: { ...train, classes: '2' } } },
    'fit was given data.train.classes "2"; it takes an integer from 1.',
  ],
  [{ callbacks: [() => {}] }, 'fit was given callbacks[0] a function; it takes an object with functions by the names'],
  [{ callbacks: [progressBar] }, 'or call it, as in progressBar(…).'],
  [{ callbacks: [{ onEpochEnd() {} }] }, 'callbacks[0].onEpochEnd is not an option of fit; write epoch.'],
  [{ callbacks: [new Keras()] }, 'callbacks[0].onEpochEnd is not an option of fit; write epoch.'],
  [{ callbacks: [Promise.resolve({})] }, 'fit was given callbacks[0] a Promise (await it)'],
  [{ callbacks: [{ epoch: 5 }] }, 'fit was given callbacks[0].epoch 5; it takes a function.'],
  [
    { earlyStopping: { patience: 1, monitor: 'constructor', mode: 'min' } },
    'fit was given earlyStopping with monitor "constructor"; it is one of',
  ],
  [
    { earlyStopping: { patience: 1, restoreBestWeights: true } },
    'earlyStopping.restoreBestWeights is not an option of fit; write nothing: the model gets its best weights.',
  ],
  [{ loss: 'hinge' }, 'fit was given loss "hinge"; it takes a name ('],
  [{ loss: { name: 'mse' } }, 'fit was given loss { name }; it takes a name ('],
])('%o is refused before anything is done', async (changed, sentence) => {
  const model = linear(2, 2)
  await expect(fit(model, { ...settings, ...(changed as object) })).rejects.toThrow(sentence)
  expect(isInitialized(model)).toBe(false)
})

test('an object of a class may be a callback, and hold what it likes', async () => {
  class Losses {
    readonly seen: number[] = []
    step({ loss }: { readonly loss: number }): void {
      this.seen.push(loss)
    }
  }
  const losses = new Losses()
  await fit(linear(2, 2), { ...settings, callbacks: [losses, {}] })
  expect(losses.seen).toHaveLength(2)
})

test.each<[string, unknown]>([
  ['failed before it called the model: ', (yTrue: Tensor, yPred: Tensor) => mean(sub(yTrue, yPred))],
  ['An objective gave 0.5; it gives a scalar tensor', () => 0.5],
  ['Part 0 of an objective has the loss', () => [{ loss: mean(tensor([1])), weight: null }]],
])('an objective that is none: %s', async (sentence, loss) => {
  await expect(fit(linear(2, 2), { ...settings, loss: loss as never })).rejects.toThrow(sentence)
})

test('evaluate and predict refuse them as well', async () => {
  const model = linear(2, 2)
  init(model, key(1))
  for (const data of [null, undefined, train.inputs, [1], Promise.resolve(train)])
    await expect(evaluate(model, data as never)).rejects.toThrow('it takes a data set or a source, such as')
  await expect(predict(model, train.inputs, { sample: 100 } as never)).rejects.toThrow('write samples.')
  await expect(predict(model, undefined as never)).rejects.toThrow('predict was given undefined as its inputs; they')
  await expect(predict(model, train.inputs, { task: 'regression', classNames: ['a'] } as never)).rejects.toThrow(
    "predict was given classNames with task 'regression'",
  )
  for (const call of [fit, evaluate, predict] as unknown as ((model: unknown) => Promise<unknown>)[])
    await expect(call([model])).rejects.toThrow('as its model; it takes a layer or a model')
  await expect(evaluate(model, train, { metrics: { a: accuracy } as never })).rejects.toThrow(
    'evaluate was given metrics.a the function accuracy; it takes a metric',
  )
  await expect(evaluate(model, train, { loss: 'hinge' as never })).rejects.toThrow('evaluate was given loss "hinge"')
})
