/** How many axes lie between batch and channels: sequences have one, images two, volumes three. */
export type SpatialRank = 1 | 2 | 3

/** A number for every spatial axis, or one for each of them, in the order of the axes. */
export type PerAxis<R extends SpatialRank> =
  | number
  | {
      readonly 1: readonly [columns: number]
      readonly 2: readonly [rows: number, columns: number]
      readonly 3: readonly [planes: number, rows: number, columns: number]
    }[R]

/**
 * What a window goes over, by the number of spatial axes.
 *
 * @example
 * ```ts
 * import { spatialInputs } from '@thinned/tensor'
 *
 * console.log(spatialInputs[2].axes) // batch, height, width, channels
 * ```
 */
export const spatialInputs: Readonly<Record<SpatialRank, { readonly name: string; readonly axes: string }>> = {
  1: { name: 'sequences', axes: 'batch, time, channels' },
  2: { name: 'images', axes: 'batch, height, width, channels' },
  3: { name: 'volumes', axes: 'batch, depth, height, width, channels' },
}
