import { runInNewContext } from 'node:vm'
import {
  augment,
  type Dataset,
  encodeNpy,
  encodeSafetensors,
  fingerprint,
  type NdArray,
  rotate,
  standardizeArrays,
} from '@thinned/data'
import { accuracy } from '@thinned/metrics'
import { linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { evaluate, type FitOptions, fit, sgd } from '@thinned/train'
import { expect, test } from 'vitest'

type Make = (kind: 'Float32Array' | 'Float64Array' | 'Int32Array' | 'Uint8Array', values: readonly number[]) => never
const here: Make = (kind, values) => globalThis[kind].from(values) as never
/** An array of another realm, as those of a frame, of Jest's and of vm contexts are. */
const elsewhere: Make = (kind, values) => runInNewContext(`${kind}.from(values)`, { values }) as never

const data = (make: Make, classes?: number): Dataset => ({
  name: 'd',
  inputs: { data: make('Float32Array', [1, 2, 3, 4]), shape: [4, 1] },
  targets: classes
    ? { data: make('Int32Array', [0, 1, 1, 0]), shape: [4] }
    : { data: make('Float32Array', [0, 1, 1, 0]), shape: [4, 1] },
  weights: { data: make('Float32Array', [1, 2, 1, 1]), shape: [4] },
  ...(classes ? { classes } : {}),
})
const trained = async (dataset: Dataset, loss: FitOptions['loss']) => {
  const model = linear(1, dataset.classes ?? 1)
  const options = { epochs: 2, batchSize: 2, optimizer: sgd({ learningRate: 0.1 }), key: key(1) }
  const { history } = await fit(model, { data: { train: dataset, validation: dataset }, loss, ...options })
  const metrics = dataset.classes ? { accuracy: accuracy() } : {}
  const { loss: measured, ...rest } = await evaluate(model, dataset, { metrics, loss })
  return [history.map((epoch) => [epoch.loss, epoch.validationLoss]), measured, rest.metrics]
}

/** What is computed of typed arrays of one realm: no result may depend on it. */
const USES: Readonly<Record<string, (make: Make) => unknown>> = {
  encodeNpy: (make) => encodeNpy({ data: make('Int32Array', [7]), shape: [1] }),
  encodeSafetensors: (make) => encodeSafetensors({ x: { dtype: 'F64', shape: [1], data: make('Float64Array', [7]) } }),
  fingerprint: (make) => [fingerprint(data(make, 2)), fingerprint(data(make))],
  augment: (make) => {
    const images: NdArray<Float32Array> = { data: make('Float32Array', [0, 1, 2, 3]), shape: [1, 2, 2, 1] }
    return [...augment([rotate({ degrees: 10 })]).apply(images, [0], key(1)).data]
  },
  standardizeArrays: (make) => [...standardizeArrays().fit(data(make)).apply(data(make)).inputs.data],
  tensor: (make) => {
    const x = tensor(make('Uint8Array', [1, 2]))
    return [x.dtype, x.readSync(), `${tensor(make('Float64Array', [0.5]))}`]
  },
  'a classifier': (make) => trained(data(make, 2), 'crossEntropy'),
  'a regression': (make) => trained(data(make), 'mse'),
  'probabilities as targets': (make) => trained(data(make), 'binaryCrossEntropy'),
}

test.each(Object.entries(USES))('typed arrays of another realm are taken: %s', async (_, use) => {
  expect(await use(elsewhere)).toEqual(await use(here))
})
