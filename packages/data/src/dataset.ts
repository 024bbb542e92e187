import type { NdArray } from './nd-array.ts'

/**
 * Examples to learn from: row i of `inputs` belongs to row i of `targets`; axis 0 of both is the example.
 *
 * Images are [n, height, width, channels] with values in [0, 1]. In classification `classes` is set, and `targets` is
 * an Int32Array of shape [n] with values 0 … classes − 1; in regression `targets` is a Float32Array of shape [n, …].
 */
export interface Dataset {
  readonly name: string
  readonly inputs: NdArray<Float32Array>
  readonly targets: NdArray<Float32Array | Int32Array>
  readonly classes?: number
}
