import { childParams, flattenParams, type Layer, type Params, type Pass, parentLayer, type Width } from '@thinned/nn'
import { foldIn, keepThreshold, maskDraw } from '@thinned/rng'
import { alias, formatShape, noGrad, record, type Shape, sameShape, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { describeKeep, type KeepOption, resolveKeep } from '../keep/keep-option.ts'
import { checkLayer, keepOptions, name, type OtherFields } from '../keep/keep-options.ts'

export type LayerDropOptions = KeepOption & { readonly name?: string }

const read = keepOptions('layerDrop', { name } satisfies OtherFields<LayerDropOptions>)

/**
 * Skips a whole layer that preserves the shape, such as a block of a transformer. `train` and `sample` passes run it with probability keep, for all
 * examples of the batch together. Otherwise they return its input: nothing of the layer is computed, and its parameters get gradients of 0. The
 * decision follows from the pass's key, so the parts of an accumulated batch share it. Nothing is scaled, as in the paper; evaluation runs every
 * layer. The layer inside should be a residual block with its shortcut. `depthRamp` gives each block its keep.
 *
 * Source: Fan, Grave and Joulin 2020 (Reducing transformer depth on demand with structured dropout).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; if the layer changes the shape.
 *
 * @example
 * ```ts
 * import { layerDrop } from '@thinned/dropout'
 * import { createPass, init, linear, relu, residual, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const block = () => layerDrop(residual(linear(4, 4), relu()), { keep: 0.8 })
 * const model = sequential(block(), block(), block(), linear(4, 2))
 * init(model, key(1))
 * console.log(model.forward(ones([3, 4]), createPass({ mode: 'train', key: key(42) })).shape) // [ 3, 2 ]
 * ```
 */
export function layerDrop<In extends Width, Out extends Width | 'same'>(
  layer: Layer<In, Out>,
  options: LayerDropOptions,
): Layer<In, Out> {
  const { schedule, name } = read(options)
  checkLayer('layerDrop', layer)
  const runsLayer = (pass: Pass): boolean => {
    if (pass.mode === 'evaluate') return true
    const keep = resolveKeep('layerDrop', schedule, pass)
    pass.report('keep', keep)
    const threshold = keepThreshold(keep)
    if (threshold === keepThreshold(0) || threshold === keepThreshold(1)) return threshold !== 0
    return maskDraw(foldIn(pass.key, 'mask'), 0, 0) < threshold
  }
  const model: Layer<In, Out> = Object.assign(
    parentLayer('layerDrop', { layer }, name, describeKeep(schedule)) as Omit<
      Layer<In, Out>,
      'forward' | 'outputShape'
    >,
    {
      outputShape(input: Shape) {
        const output = layer.outputShape(input)
        if (!sameShape(input, output))
          throw new DropoutError(
            `layerDrop was given a ${layer.kind} that makes ${formatShape(output)} of ${formatShape(input)}; where it is skipped its input stands for its output, so it takes layers that keep the shape.`,
          )
        return output
      },
      childShapes: (input: Shape) => ({ layer: layer.outputShape(input) }),
      forward(x: Tensor, pass: Pass, params: Params = model.params) {
        model.outputShape(x.shape.slice(1))
        const inner = childParams(params, 'layer')
        return runsLayer(pass) ? layer.forward(x, pass.at('layer'), inner) : skip(x, inner)
      },
    },
  )
  return model
}

/** x with gradients of 0 for the parameters of the skipped layer, so that they have gradients in a step that runs no layer. */
function skip(x: Tensor, params: Params): Tensor {
  const inputs = [x, ...Object.values(flattenParams(params))]
  return record(
    noGrad(() => alias(x)),
    { op: 'layerDrop', inputs, backward: (grad) => inputs.map((_, i) => (i === 0 ? grad : undefined)) },
  )
}
