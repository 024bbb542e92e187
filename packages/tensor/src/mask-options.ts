import { type Key, keepThreshold } from '@thinned/rng'
import type { MaskSpec } from './mask-spec.ts'
import { resolveAxes, type Shape } from './shape.ts'
import type { Tensor } from './tensor.ts'

/** How a mask is drawn for a tensor. */
export interface MaskOptions {
  readonly key: Key
  /** The probability of keeping, in [0, 1]. */
  readonly keep: number
  /** Where the tensor's first row lies in the whole batch, so that a batch can be cut. Default 0. */
  readonly row?: number
  /** The axes along which one draw is shared; negative ones count from the end. Default none. */
  readonly sharedAxes?: readonly number[]
  /** What kept values are multiplied by. Default 1/keep; 1 is the mask alone. */
  readonly scale?: number
}

const ALL = 0x1_0000_0000

/** What mask law 1 says at its ends, where nothing is drawn, and the mask between them. */
export type MaskPlan = 'all' | 'none' | MaskSpec

/**
 * The mask of a tensor by mask law 1. keep 0 gives 'none' and keep 1 'all', also where the threshold rounds to them; the key is not looked
 * at then.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { planMask } from '@thinned/tensor'
 *
 * const plan = planMask({ shape: [4, 6], dtype: 'float32' }, { key: key(1), keep: 0.5, sharedAxes: [0] })
 * if (typeof plan === 'object') console.log(plan.shape, plan.scale) // [ 1, 6 ] 2
 * console.log(planMask({ shape: [4, 6], dtype: 'float32' }, { key: key(1), keep: 1 })) // all
 * ```
 */
export function planMask(x: Pick<Tensor, 'shape' | 'dtype'>, options: MaskOptions): MaskPlan {
  const { keep, row = 0, sharedAxes = [], scale: factor = 1 / keep } = options
  const shared = resolveAxes('sharedAxes', sharedAxes, x.shape.length)
  const threshold = keepThreshold(keep)
  if (threshold === 0) return 'none'
  if (threshold === ALL) return 'all'
  const shape: Shape = x.shape.map((extent, axis) => (shared.includes(axis) ? 1 : extent))
  const oneRow = x.shape.length < 2 || shared.includes(0)
  const scale = x.dtype === 'float32' ? Math.fround(factor) : factor
  return { key: options.key, threshold, scale, shape, row: oneRow ? 0 : row }
}
