import { conv2d, init, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { expect, it } from 'vitest'
import { evaluate } from '../evaluate/evaluate.ts'
import { TrainError } from '../train-error.ts'
import { predict } from './predict.ts'

const model = sequential(linear(2, 3), relu(), linear(3, 2))
init(model, key(1))
const images = conv2d(1, 2, { kernel: 2 })
init(images, key(1))
const inputs = { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }
const broken = { data: Float32Array.of(1, 2, NaN, 4), shape: [2, 2] }
const loosely = (value: unknown): never => value as never

it.each<[string, () => Promise<unknown>, string]>([
  [
    'NaN',
    () => predict(model, broken),
    'The inputs of predict hold NaN in row 1, column 0; predict takes finite numbers.',
  ],
  ['NaN in a tensor', () => predict(model, tensor([[1, NaN]])), 'hold NaN in row 0, column 1'],
  [
    'Infinity in an image',
    () => predict(images, { data: Float32Array.of(0, 0, Infinity, 0), shape: [1, 2, 2, 1] }, { task: 'regression' }),
    'hold Infinity in row 0 at [1, 0, 0]',
  ],
  [
    'NaN by name',
    () => predict(loosely(model), loosely({ age: broken }), { task: 'regression' }),
    'The inputs age of predict hold NaN',
  ],
  [
    'NaN of evaluate',
    () =>
      evaluate(model, {
        name: 'table',
        inputs: broken,
        targets: { data: Int32Array.of(0, 1), shape: [2] },
        classes: 2,
      }),
    'The inputs of the data table hold NaN in row 1, column 0; evaluate takes finite numbers.',
  ],
  [
    'one example as a list',
    () => predict(model, loosely([1, 2])),
    'write { data: Float32Array.from(list), shape: [1, 2] } for one example of 2 features.',
  ],
  [
    'rows as typed arrays',
    () => predict(model, loosely([Float32Array.of(1, 2), Float32Array.of(3, 4)])),
    'write { data: Float32Array.from(list.flatMap((row) => [...row])), shape: [2, 2] }.',
  ],
  [
    'integers',
    () => predict(model, { data: Int32Array.of(1, 2), shape: [1, 2] }),
    'predict was given integers (Int32Array) as inputs of a model that takes numbers; write Float32Array.from(data).',
  ],
  [
    'a key without samples',
    () => predict(model, inputs, { key: key(7) }),
    'predict was given key without samples, which alone follow it: one pass through the full network draws nothing. Write { samples: 20, key: key(7) }, or leave key out.',
  ],
  [
    'everySample without samples',
    () => predict(model, inputs, { everySample: true }),
    'given everySample without samples',
  ],
  [
    'a moment without samples',
    () => predict(model, inputs, { moment: { step: 0, steps: 1, epoch: 0 } }),
    'given moment without samples',
  ],
])('%s: refused', async (_, act, message) => {
  await expect(act()).rejects.toThrow(TrainError)
  await expect(act()).rejects.toThrow(message)
})
