import { foldIn, type Key, normal } from '@thinned/rng'
import type { NdArray } from '../../dataset/arrays.ts'
import type { Dataset } from '../../dataset/dataset.ts'
import { checkGenerated } from './checks.ts'

/** Examples with numbers as inputs and one number as target. */
export type Regression = Dataset<NdArray<Float32Array>, NdArray<Float32Array>>

/** A regression: each target is `value(row)` plus Gaussian noise, element i of the stream of the key times the deviation. */
export function regression(
  name: string,
  inputs: NdArray<Float32Array>,
  key: Key,
  value: (row: Float32Array) => number,
  deviation: number | ((row: Float32Array) => number),
): Regression {
  const [size, width] = inputs.shape as [number, number]
  const noises = normal(foldIn(key, 'noise'), size)
  const targets = Float32Array.from({ length: size }, (_, i) => {
    const row = inputs.data.subarray(i * width, (i + 1) * width)
    return value(row) + (typeof deviation === 'number' ? deviation : deviation(row)) * noises[i]!
  })
  checkGenerated(name, targets)
  return { name, inputs, targets: { data: targets, shape: [size, 1] } }
}
