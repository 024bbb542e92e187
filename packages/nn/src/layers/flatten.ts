import { reshape, sizeOf } from '@thinned/tensor'
import { type Layer, plainLayer } from '../layer.ts'

/**
 * [batch, …] → [batch, the product of the rest], row-major.
 *
 * @example
 * ```ts
 * import { flatten } from '@thinned/nn'
 *
 * console.log(flatten().outputShape([28, 28, 1])) // [ 784 ]
 * ```
 */
export function flatten({ name }: { readonly name?: string } = {}): Layer<'any', 'any'> {
  return {
    ...(plainLayer('flatten', name) as Layer<'any', 'any'>),
    scaling: 'homogeneous',
    outputShape: (input) => [sizeOf(input)],
    forward: (x) => reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]),
  }
}
