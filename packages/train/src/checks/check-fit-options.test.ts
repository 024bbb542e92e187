import { asSource, type Dataset, twoMoons } from '@thinned/data'
import { accuracy } from '@thinned/metrics'
import { isInitialized, type Layer, linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { expect, test } from 'vitest'
import { adam, sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'

const train = twoMoons({ size: 20, key: key(1) })
const validation = twoMoons({ size: 10, key: key(2) })
const numbers = (...shape: number[]): Dataset => ({
  name: 'numbers',
  inputs: train.inputs,
  targets: { data: new Float32Array(shape.reduce((product, extent) => product * extent, 1)), shape },
})
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(3),
}

/** Expects the settings to be refused, and the model to be as it was. */
async function refused(changed: object, message: string, model: Layer = linear(2, 2)): Promise<void> {
  await expect(fit(model, { ...settings, ...changed })).rejects.toThrow(message)
  expect(isInitialized(model)).toBe(Object.keys(model.parameters).length + Object.keys(model.children).length === 0)
}

test('settings that do not fit are refused before anything is done', async () => {
  await refused({ epochs: 0 }, 'fit was given epochs 0; it takes an integer from 1.')
  await refused({ batchSize: 0 }, 'fit was given batchSize 0; it takes an integer from 1.')
  await refused({ batchSize: 1.5 }, 'fit was given batchSize 1.5')
  await refused({ epochs: Number.NaN }, 'fit was given epochs NaN')
  await refused({ epochs: undefined }, 'fit was given no epochs; it takes an integer from 1.')
  await refused({ batchSize: undefined }, 'fit was given no batchSize; it takes an integer from 1.')
  await refused({ earlyStopping: {} }, 'fit was given no earlyStopping.patience; it takes an integer from 1.')
  await refused(
    { earlyStopping: true },
    'fit was given earlyStopping true; it takes an object { monitor, mode, patience }.',
  )
  await refused({ l2: -1 }, 'fit was given l2 -1')
  await refused({ clipNorm: Number.NaN }, 'fit was given clipNorm NaN; it takes a number above 0.')
  await refused({ data: { train }, earlyStopping: { patience: 1 } }, 'without validation data')
  await refused({ data: { train }, validateEvery: { epochs: 2 } }, 'validateEvery without validation data')
  await refused(
    { validateEvery: { steps: 0 } },
    'fit was given validateEvery { steps }; it takes { steps: 100 } or { epochs: 1 }, of other numbers.',
  )
  for (const validateEvery of [5, {}, { steps: 1, epochs: 1 }, { minutes: 1 }])
    await refused(
      { validateEvery },
      `fit was given validateEvery ${formatValue(validateEvery)}; it takes { steps: 100 } or { epochs: 1 }`,
    )
  const stopping = (monitor: object) => ({
    earlyStopping: { patience: 1, ...monitor },
    metrics: { accuracy: accuracy() },
  })
  await refused(
    stopping({ monitor: 'recall' }),
    "with monitor \"recall\"; it is one of 'validationLoss', 'validationError', 'validationAccuracy', 'accuracy'. To monitor another number, add its metric to metrics.",
  )
  await refused(stopping({ monitor: 'accuracy' }), "with the metric accuracy; give its mode, 'min' or 'max'.")
  for (const [monitor, mode, better] of [
    ['validationAccuracy', 'min', 'higher'],
    ['validationLoss', 'max', 'lower'],
    ['validationError', 'max', 'lower'],
  ])
    await refused(
      stopping({ monitor, mode }),
      `fit was given earlyStopping with mode '${mode}' for ${monitor}, of which the ${better} value is better. Leave mode out: it is for metrics.`,
    )
  await refused(stopping({ mode: 'larger' }), "fit was given earlyStopping.mode \"larger\"; it takes 'min' or 'max'.")
  await refused({ resume: true }, 'resume without a checkpoint')
  await refused(
    { loss: 'hinge' },
    `fit was given loss "hinge"; it takes a name ('binaryCrossEntropy', 'crossEntropy', 'expectedBinaryCrossEntropy', 'gaussianNll', 'huber', 'klDivergence', 'mae', 'mse'), a loss such as losses.crossEntropy.with({ ignore: 0 }), or an objective, a function of (forward, batch).`,
  )
  await refused({ key: undefined }, 'fit was given no key; it takes a key, such as key(42).')
  await refused({ optimizer: undefined }, 'fit was given no optimizer')
  await refused(
    { data: {} },
    'fit was given no data.train; it takes a data set or a source, such as twoMoons({ size: 200, key: key(1) }).',
  )
  await refused({}, 'fit was given a model (relu) without parameters; there is nothing to train.', relu())
  expect(() => sgd({ learningRate: Number.NaN })).toThrow('sgd was given learningRate NaN; it takes a number from 0')
  expect(() => sgd({} as never)).toThrow('sgd was given no learningRate; it takes a number from 0, or a schedule.')
  expect(() => adam({ learningRate: Infinity })).toThrow('adam was given learningRate Infinity')
})

test('a schedule that gives no number stops the run at that step', async () => {
  const broken = ({ step }: { step: number }) => (step === 1 ? Number.NaN : 0.1)
  for (const [optimizer, name] of [
    [sgd({ learningRate: broken }), "sgd's learningRate"],
    [sgd({ learningRate: 0.1, momentum: broken }), "sgd's momentum"],
    [adam({ learningRate: broken }), "adam's learningRate"],
  ] as const)
    await expect(fit(linear(2, 2), { ...settings, optimizer })).rejects.toThrow(
      `The schedule of ${name} gave NaN at step 1, epoch 0; it gives a finite number from 0`,
    )
  const below = { ...settings, optimizer: sgd({ learningRate: () => -0.1 }) }
  await expect(fit(linear(2, 2), below)).rejects.toThrow("of sgd's learningRate gave -0.1 at step 0")
  const whole = { ...settings, optimizer: sgd({ learningRate: 0.1, momentum: () => 1 }) }
  await expect(fit(linear(2, 2), whole)).rejects.toThrow(
    "of sgd's momentum gave 1 at step 0, epoch 0; it gives a finite number from 0 to below 1",
  )
})

test('data that does not fit itself is refused', async () => {
  const relabeled = (label: number) => ({
    ...train,
    targets: { ...train.targets, data: Int32Array.from(train.targets.data).with(3, label) },
  })
  await refused(
    { data: { train: relabeled(2) } },
    'Label 3 of the train data two moons is 2; with 2 classes labels are',
  )
  await refused({ data: { train, validation: relabeled(-1) } }, 'Label 3 of the validation data two moons is -1')
  await refused({ data: { train: numbers(20) } }, 'The train data numbers does not say how many classes it has')
  await refused({ data: { train: { ...numbers(20), classes: 2 } } }, 'are a Float32Array [20]; crossEntropy takes')
  await refused({ data: { train: numbers(19) }, loss: 'mse' }, 'has 20 inputs and 19 targets')
  await refused({ loss: 'mse' }, 'are of Int32Array [20]; mse takes numbers, which Float32Array.from makes of them.')
  const chances = { ...numbers(20, 2), targets: { data: new Float32Array(40).with(7, 1.5), shape: [20, 2] } }
  await refused(
    { data: { train: chances }, loss: 'binaryCrossEntropy' },
    'Target 7 of the train data numbers is 1.5; binaryCrossEntropy takes numbers from 0 to 1',
  )
  await refused(
    { data: { train: { ...train, inputs: [[1, 2]] } } },
    'The inputs of the train data two moons are a plain list; write { data: Float32Array.from(list.flat()), shape: [1, 2] }.',
  )
  for (const [data, fault] of [
    [Float64Array.of(1, 2), 'are a Float64Array; write Float32Array.from(data).'],
    [Uint8Array.of(1, 2), 'are bytes (Uint8Array); divide them by 255: Float32Array.from(data, (byte) => byte / 255).'],
  ] as const) {
    const inputs = { data, shape: [1, 2] }
    await refused({ data: { train: { ...train, inputs } } }, `The inputs of the train data two moons ${fault}`)
    const source = { ...asSource(train), fetch: async () => ({ ...train, inputs }) }
    await expect(fit(sequential(linear(2, 2)), { ...settings, data: { train: source } } as never)).rejects.toThrow(
      `The inputs that the source two moons fetched ${fault}`,
    )
  }
  await refused(
    { data: { train: { ...train, classNames: ['a', 'b'] }, validation: { ...validation, classNames: ['b', 'c'] } } },
    'The train data has the classNames a, b, but the validation data b, c; number i means the same in both.',
  )
  const short = { ...train, inputs: { ...train.inputs, shape: [20, 3] } }
  await refused(
    { data: { train: short } },
    'The inputs of the train data two moons have the shape [20, 3], but 40 values',
  )
  const weighted = (...weights: number[]) => ({
    train: { ...train, weights: { data: Float32Array.from(weights), shape: [weights.length] } },
  })
  await refused({ data: weighted(1, 2) }, 'has 20 inputs and 2 weights; it takes one of each')
  await refused({ data: weighted(...new Array(20).fill(0)) }, 'are [20]; they are numbers from 0 for each example')
  await refused(
    { data: weighted(...new Array(20).fill(1).with(4, -1)) },
    'are [20], weight 4 is -1; they are numbers from 0',
  )
  await refused(
    {
      data: { train: numbers(20, 2), validation: numbers(20, 2) },
      loss: 'mse',
      earlyStopping: { patience: 1, monitor: 'validationError' },
    },
    "earlyStopping with monitor 'validationError'",
  )
})

test('data that does not fit the model is refused, with both widths', async () => {
  await refused(
    {},
    'The train data two moons does not fit the model: linear(3, 2) takes [batch, 3], but was given [batch, 2]',
    sequential(linear(3, 2)),
  )
  await refused(
    {},
    'The model gives [1] for each example [2], but the train data two moons has 2 classes',
    linear(2, 1),
  )
  const unlike = { ...validation, classes: 3 }
  await refused({ data: { train, validation: unlike } }, 'but the validation data two moons has 3 classes')
  await refused(
    { data: { train: numbers(20) }, loss: 'mse' },
    "The model gives [1] for each example [2], but the train data numbers has targets []; mse takes equal shapes. Change the model's last layer, or give the targets the shape [20, 1].",
    linear(2, 1),
  )
  await refused(
    {},
    'The model gives [5] for each example [2], but the train data two moons has 2 classes',
    linear(2, 5),
  )
  const spare = { ...settings, data: { train } }
  const custom: FitOptions['loss'] = (forward, { inputs }) => losses.mse(forward(inputs), inputs)
  expect(await fit(linear(2, 2), { ...spare, data: { train: numbers(20) }, loss: custom })).toMatchObject({ steps: 2 })
})
