import { oneOf, optional } from '@thinned/schema'
import { formatShape, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { keepOptions, mask, name, type OtherFields } from '../keep/keep-options.ts'
import { type MaskedLayer, maskedLayer } from '../kit/masked-layer.ts'

export type DropPathOptions = KeepOption & {
  /** 'batch' drops the branch for all examples together. Default: for each example separately. */
  readonly share?: 'batch'
  /** A mask to use instead of a drawn one: uint8, such as [batch, 1], of a shape that broadcasts to the input's. */
  readonly mask?: Tensor
  readonly name?: string
}

const read = keepOptions('dropPath', {
  share: optional(oneOf('batch')),
  mask,
  name,
} satisfies OtherFields<DropPathOptions>)

/**
 * Stochastic depth: drops the output of a residual branch for an example, so that only the shortcut remains. It stands last inside `residual`, on
 * [batch, …]. Kept outputs are divided by keep; evaluation is the identity. (The paper multiplies by keep at prediction time instead.)
 * `depthRamp` gives each block of a network its keep. A dropped branch is computed all the same; `layerDrop` skips it.
 *
 * Source: Huang et al. 2016, section 3, equation 2; for each example separately as in Tan and Le 2019.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs without an axis after the batch.
 *
 * @example
 * ```ts
 * import { dropPath } from '@thinned/dropout'
 * import { createPass, relu, residual } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const block = residual(relu(), dropPath({ keep: 0.5 }))
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(block.forward(ones([4, 1]), pass).readSync()) // Float32Array(4) [ 3, 3, 3, 1 ]
 * ```
 */
export function dropPath(options: DropPathOptions): MaskedLayer {
  const { schedule, share, ...others } = read(options)
  return maskedLayer({
    kind: 'dropPath',
    schedule,
    options: others,
    settings: share ? { share } : {},
    sharedAxes(shape) {
      if (shape.length < 2)
        throw new DropoutError(
          `dropPath takes [batch, …] with an axis after the batch, but was given ${formatShape(shape)}.`,
        )
      return [...shape.keys()].slice(share ? 0 : 1)
    },
  })
}
