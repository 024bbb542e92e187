import { softplus as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * ln(1 + e^x), element by element.
 *
 * @example
 * ```ts
 * import { createPass, softplus } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = softplus().forward(tensor([0, 100]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(2) [ 0.6931471824645996, 100 ]
 * ```
 */
export function softplus({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('softplus', apply, name)
}
