import type { Model } from '@thinned/nn'
import { retain, type Tensor } from '@thinned/tensor'
import type { HiddenLayer } from '../network/hidden-layers.ts'
import { type Measured, type NetworkScore, scoreOf } from '../network/measured.ts'
import { watch } from '../network/watch.ts'

/** The activations of one layer on all examples, as an array [examples, …, units]. */
export interface Activations {
  readonly data: Float32Array
  readonly shape: readonly number[]
}

/** Runs the full network once over the examples: its score, and the activations of each hidden layer, in their order. */
export async function readActivations(
  model: Model,
  layers: readonly HiddenLayer[],
  measured: Measured,
): Promise<{ score: NetworkScore; activations: readonly Activations[] }> {
  const kept = layers.map((): Tensor[] => [])
  // An objective may run the model several times for a batch; the full network gives the same each time.
  let now = new Map<string, Tensor>()
  const watched = watch(
    model,
    layers.map(({ path }) => path),
    (output, path) => {
      if (!now.has(path)) now.set(path, retain(output))
      return output
    },
  )
  const onPass = (): void => {
    for (const [i, { path }] of layers.entries()) kept[i]!.push(now.get(path)!)
    now = new Map()
    measured.onPass()
  }
  try {
    const score = await scoreOf(watched, { ...measured, onPass })
    return { score, activations: await Promise.all(kept.map(joined)) }
  } finally {
    for (const tensor of [...kept.flat(), ...now.values()]) tensor.dispose()
  }
}

async function joined(parts: readonly Tensor[]): Promise<Activations> {
  const arrays = await Promise.all(parts.map((part) => part.read()))
  const data = new Float32Array(arrays.reduce((length, array) => length + array.length, 0))
  let offset = 0
  for (const array of arrays) {
    data.set(array as Float32Array, offset)
    offset += array.length
  }
  return { data, shape: [parts.reduce((rows, { shape }) => rows + shape[0]!, 0), ...parts[0]!.shape.slice(1)] }
}
