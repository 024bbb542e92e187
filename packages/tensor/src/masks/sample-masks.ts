import { isRecording } from '../autograd/recording.ts'
import { dispatch } from '../dispatch.ts'
import { alias } from '../ops/copy.ts'
import { formatShape } from '../shape.ts'
import { allocate, filled, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView } from '../view.ts'
import { type MaskOptions, planMask } from './mask.ts'

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
  const out = allocate(x.backend, x.dtype, x.shape.with(0, rows * masks.length))
  for (const [sample, mask] of masks.entries()) {
    const plan = planMask({ shape, dtype: x.dtype }, mask)
    if (plan.kind !== 'drawn') {
      out.dispose()
      return plan.kind === 'identity' ? alias(x) : filled(x.shape, 0, x.dtype, x.backend)
    }
    const [from, to] = [sample * rows, (sample + 1) * rows]
    dispatch(
      x.backend,
      'dropout',
      sliceView(out.view, 0, from, to),
      isShared ? x.view : sliceView(x.view, 0, from, to),
      plan,
    )
  }
  return out
}
