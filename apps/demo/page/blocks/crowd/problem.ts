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
} from 'thinned'
import { REACH, SIDE, TEST, TRAIN, WIDTH } from './sizes.ts'
import type { Settings } from './state.ts'

export type Examples = ReturnType<typeof datasets.blobs>

/** Training and test examples, scaled so that the training inputs have mean 0 and deviation 1 on both axes. */
export function examplesOf({ data, seed }: Settings): { readonly train: Examples; readonly test: Examples } {
  const [train, test] = [examples(data, TRAIN, keyOf(seed, 'train')), examples(data, TEST, keyOf(seed, 'test'))]
  const scaler = datasets.standardizeArrays({ of: 'inputs' }).fit(train)
  return { train: scaler.apply(train) as Examples, test: scaler.apply(test) as Examples }
}

function examples(data: Settings['data'], size: number, key: Key): Examples {
  switch (data) {
    case 'moons':
      return datasets.twoMoons({ size, noise: 0.15, key })
    case 'circles':
      return datasets.circles({ size, noise: 0.1, key })
    case 'spirals':
      return datasets.spirals({ size, noise: 0.03, key })
    case 'blobs': {
      const centers = [
        [-1, -0.5],
        [1, 0.5],
      ]
      return datasets.blobs({ size, centers, spread: 0.5, key })
    }
  }
}

/** Two hidden layers, with dropout behind each, or without. */
export function network(keep: number | undefined): Layer {
  const noise = () => (keep === undefined ? [] : [dropout({ keep })])
  return sequential(
    linear(2, WIDTH),
    relu(),
    ...noise(),
    linear(WIDTH, WIDTH),
    relu(),
    ...noise(),
    linear(WIDTH, 2),
  ) as Layer
}

/** The centers of the cells of a map, row by row from the top left. */
export function cells(): NdArray<Float32Array> {
  const points = new Float32Array(2 * SIDE * SIDE)
  for (let i = 0; i < SIDE * SIDE; i++) {
    points[2 * i] = REACH * ((2 * ((i % SIDE) + 0.5)) / SIDE - 1)
    points[2 * i + 1] = REACH * (1 - (2 * (Math.floor(i / SIDE) + 0.5)) / SIDE)
  }
  return { data: points, shape: [SIDE * SIDE, 2] }
}

/** The cells of a map, and after them the test inputs: both are predicted by the same thinned networks. */
export function cellsAnd({ inputs }: Examples): NdArray<Float32Array> {
  const map = cells()
  const data = new Float32Array(map.data.length + inputs.data.length)
  data.set(map.data)
  data.set(inputs.data, map.data.length)
  return { data, shape: [data.length / 2, 2] }
}

/** What each random part of a block's run draws from. */
export const keyOf = (seed: number, part: 'train' | 'test' | 'dropout' | 'masks' | 'ensemble'): Key =>
  foldIn(key(seed), part)
