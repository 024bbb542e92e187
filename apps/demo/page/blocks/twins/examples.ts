import { data as datasets, foldIn, type Key, key } from 'thinned'
import type { Settings } from './fields.ts'

export type Examples = ReturnType<typeof datasets.blobs>

const TEST_EXAMPLES = 500

/** The training examples, test examples of the same problem, and the key of the run, all from the seed. */
export const trainingExamples = (settings: Settings): Examples => examples(settings, settings.size, 0)
export const testExamples = (settings: Settings): Examples => examples(settings, TEST_EXAMPLES, 1)
export const runKey = ({ seed }: Settings): Key => foldIn(key(seed), 2)

/** Examples of the problem: points in about the unit square around 0, or images as rows of 784. `part` draws others of the same problem. */
function examples({ data, noise, seed }: Settings, size: number, part: number): Examples {
  const options = { size, key: foldIn(key(seed), part) }
  switch (data) {
    case 'moons':
      return shifted(datasets.twoMoons({ ...options, noise }), [-0.5, -0.25])
    case 'circles':
      return datasets.circles({ ...options, noise: noise / 2 })
    case 'spirals':
      return scaled(datasets.spirals({ ...options, noise: noise / 4, classes: 2 }), 1.6)
    case 'blobs':
      return datasets.blobs({ ...options, classes: 2, features: 2, centers: CENTERS, spread: 0.3 + noise })
    case 'digits': {
      const digits = datasets.digits(options)
      return { ...digits, inputs: { data: digits.inputs.data, shape: [size, 784] } }
    }
  }
}

const CENTERS = [
  [-0.8, -0.4],
  [0.8, 0.4],
]

const mapped = <D extends Examples>(dataset: D, fn: (value: number, axis: 0 | 1) => number): D => ({
  ...dataset,
  inputs: { ...dataset.inputs, data: dataset.inputs.data.map((value, i) => fn(value, (i % 2) as 0 | 1)) },
})
const shifted = (dataset: Examples, by: readonly [number, number]): Examples =>
  mapped(dataset, (value, axis) => value + by[axis])
const scaled = (dataset: Examples, by: number): Examples => mapped(dataset, (value) => by * value)
