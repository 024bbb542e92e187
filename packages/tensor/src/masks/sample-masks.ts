import { isRecording } from '../autograd/recording.ts'
import { dispatch } from '../dispatch.ts'
import { formatShape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView, type View } from '../view.ts'
import { applyMaskPlan, dropElements, type MaskOptions, type MaskPlan, planMask } from './mask.ts'

/**
 * The mask of several samples at once, as one: that of x, which has the rows of all of them. Undefined where x has those of one sample, which they
 * have in common, or where an axis 0 is shared, so that each sample has one row of draws.
 *
 * @param rows The rows of one sample.
 * @param masks The mask of each sample, which differ in their keys.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { planMasksOfSamples } from '@thinned/tensor'
 *
 * const masks = [1, 2, 3].map((seed) => ({ key: key(seed), keep: 0.5 }))
 * console.log(planMasksOfSamples({ shape: [6, 4], dtype: 'float32' }, 2, masks)?.shape) // [ 6, 4 ]
 * ```
 */
export function planMasksOfSamples(
  x: Pick<Tensor, 'shape' | 'dtype'>,
  rows: number,
  masks: readonly MaskOptions[],
): MaskPlan | undefined {
  if (x.shape.length < 2 || x.shape[0] !== rows * masks.length) return undefined
  const plan = planMask({ shape: x.shape.with(0, rows), dtype: x.dtype }, masks[0]!)
  if (plan.kind === 'drawn' && plan.shape[0] !== rows) return undefined
  const shape = plan.shape.with(0, x.shape[0])
  return plan.kind === 'drawn' ? { ...plan, shape, keys: masks.map(({ key }) => key) } : { ...plan, shape }
}

/**
 * Dropout of several samples at once, each with its mask: [samples · rows, …], the rows of one sample after those of another. x has as many, or the
 * rows of one sample, which all have in common. Each has the bits of `dropout` for it alone. keep 1 and keep 0 draw nothing, and give as many rows
 * as x has. It has no gradient.
 *
 * @param rows The rows of one sample.
 * @param masks The mask of each sample, which differ in their keys.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { dropoutOfSamples, ones } from '@thinned/tensor'
 *
 * const masks = [1, 2, 3].map((seed) => ({ key: key(seed), keep: 0.5 }))
 * console.log(dropoutOfSamples(ones([2, 4]), 2, masks).shape) // [ 6, 4 ]
 * ```
 */
export function dropoutOfSamples(x: Tensor, rows: number, masks: readonly MaskOptions[]): Tensor {
  const [given] = x.shape
  const isShared = given === rows
  if (masks.length === 0 || (!isShared && given !== rows * masks.length))
    throw new TensorError(
      `dropoutOfSamples was given ${formatShape(x.shape)} for ${masks.length} samples of ${rows} rows; x has the rows of one sample, or of all.`,
    )
  if (isRecording() && x.node)
    throw new TensorError(
      'dropoutOfSamples was given a tensor with a gradient, which it has none for; call it in noGrad.',
    )
  const shape = x.shape.with(0, rows)
  const first = planMask({ shape, dtype: x.dtype }, masks[0]!)
  if (first.kind !== 'drawn') return applyMaskPlan(x, first)
  const whole = planMasksOfSamples(x, rows, masks)
  if (whole?.kind === 'drawn') return dropElements(x, whole)
  const out = allocate(x.backend, x.dtype, shape.with(0, rows * masks.length))
  for (const [sample, { key }] of masks.entries()) {
    const partOf = ({ view }: Tensor): View => sliceView(view, 0, sample * rows, (sample + 1) * rows)
    dispatch(x.backend, 'dropout', partOf(out), isShared ? x.view : partOf(x), { ...first, key })
  }
  return out
}
