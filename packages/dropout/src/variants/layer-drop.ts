import {
  flattenParams,
  type Layer,
  type Params,
  type Pass,
  parentLayer,
  resolveSchedule,
  type Width,
} from '@thinned/nn'
import { foldIn, keepThreshold, maskDraw } from '@thinned/rng'
import { alias, formatShape, noGrad, record, type Shape, sameShape, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkProbability, describeKeep, type KeepOption, keepOf } from '../keep/keep-option.ts'

export type LayerDropOptions = KeepOption & { readonly name?: string }

/**
 * Skips a whole layer that keeps the shape, such as a block of a transformer: in `train` and `sample` passes it is there with probability keep,
 * for all examples of the batch together; else its input passes by, nothing of it is computed, and its parameters have gradients of 0. The
 * decision follows from the pass's key: the parts of an accumulated batch share it. Nothing is scaled, in training or evaluation, as in the
 * paper: evaluation runs every layer. What is skipped should be a residual block with its shortcut inside. `depthRamp` gives each its keep.
 *
 * Source: Fan, Grave and Joulin 2020 (Reducing transformer depth on demand with structured dropout).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; where the layer changes the shape.
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
  const schedule = keepOf('layerDrop', options)
  const isThere = (pass: Pass): boolean => {
    if (pass.mode === 'evaluate') return true
    const keep = checkProbability('layerDrop', 'keep', resolveSchedule(schedule, pass))
    pass.report('keep', keep)
    const threshold = keepThreshold(keep)
    if (threshold === keepThreshold(0) || threshold === keepThreshold(1)) return threshold !== 0
    return maskDraw(foldIn(pass.key, 'mask'), 0, 0) < threshold
  }
  const model: Layer<In, Out> = Object.assign(
    parentLayer('layerDrop', { layer }, options.name, describeKeep(schedule)) as Omit<
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
        const own = (params['layer'] ?? {}) as Params
        return isThere(pass) ? layer.forward(x, pass.at('layer'), own) : passBy(x, own)
      },
    },
  )
  return model
}

/** x, which depends on the parameters of what it passes by, with gradients of 0: so it does where nothing else has any. */
function passBy(x: Tensor, params: Params): Tensor {
  const inputs = [x, ...Object.values(flattenParams(params))]
  return record(
    noGrad(() => alias(x)),
    { op: 'layerDrop', inputs, backward: (grad) => inputs.map((_, i) => (i === 0 ? grad : undefined)) },
  )
}
