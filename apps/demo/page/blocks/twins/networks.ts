import {
  data as datasets,
  dropout,
  foldIn,
  type Key,
  key,
  type Layer,
  linear,
  type NdArray,
  relu,
  sequential,
  type Tensor,
} from 'thinned'
import type { Settings } from './state.ts'

/** The plane of the decision maps reaches from −REACH to REACH along both axes. */
export const REACH = 2.2

/** Examples of the problem, in about the unit square around 0. `part` draws others of the same problem: training, test. */
export function examples(
  { data, noise, seed }: Settings,
  size: number,
  part: number,
): ReturnType<typeof datasets.blobs> {
  const options = { size, key: foldIn(key(seed), part) }
  switch (data) {
    case 'moons':
      return shifted(datasets.twoMoons({ ...options, noise }), [-0.5, -0.25])
    case 'circles':
      return datasets.circles({ ...options, noise })
    case 'spirals':
      return datasets.spirals({ ...options, noise: noise / 3, classes: 2 })
    case 'blobs':
      return datasets.blobs({
        ...options,
        classes: 2,
        features: 2,
        centers: [
          [-0.8, -0.4],
          [0.8, 0.4],
        ],
        spread: 0.3 + noise,
      })
  }
}

/** What a network saw of its units in the last step, 1 kept and 0 dropped, for the first example of the batch. */
export type Masks = [first: Uint8Array, second: Uint8Array]

/** A network of two hidden layers, with dropout behind each, or without; the masks of its steps are put into `masks`. */
export function network({ width, keep1, keep2 }: Settings, withDropout: boolean, masks: Masks): Layer {
  const noise = (keep: number, place: 0 | 1) =>
    withDropout ? [watched(dropout({ keep }), (mask) => masks[place].set(mask.subarray(0, width)))] : []
  return sequential(
    linear(2, width),
    relu(),
    ...noise(keep1, 0),
    linear(width, width),
    relu(),
    ...noise(keep2, 1),
    linear(width, 2),
  ) as Layer
}

/** A dropout layer that tells its mask in training. The layer itself is not changed, so the numbers are those of the layer alone. */
function watched(layer: ReturnType<typeof dropout>, see: (mask: Uint8Array) => void): Layer {
  const { epilogue: _, forwardFused: __, ...rest } = layer
  return {
    ...rest,
    forward(x: Tensor, pass, params) {
      if (pass.mode === 'train') see(layer.mask(x, pass).readSync() as Uint8Array)
      return layer.forward(x, pass, params)
    },
  }
}

/** The points of the decision map, row by row from the top left. */
export function gridOf(size: number): NdArray<Float32Array> {
  const points = new Float32Array(2 * size * size)
  for (let i = 0; i < size * size; i++) {
    points[2 * i] = REACH * ((2 * ((i % size) + 0.5)) / size - 1)
    points[2 * i + 1] = REACH * (1 - (2 * (Math.floor(i / size) + 0.5)) / size)
  }
  return { data: points, shape: [size * size, 2] }
}

export const runKey = (seed: number): Key => foldIn(key(seed), 2)

function shifted<D extends ReturnType<typeof datasets.blobs>>(dataset: D, by: readonly [number, number]): D {
  const data = dataset.inputs.data.map((value, i) => value + by[i % 2]!)
  return { ...dataset, inputs: { ...dataset.inputs, data } }
}
