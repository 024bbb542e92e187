import { gelu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * x · Φ(x), element by element (Hendrycks and Gimpel 2016).
 *
 * @example
 * ```ts
 * import { createPass, gelu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = gelu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.15865525603294373, 0, 1.9544997215270996 ]
 * ```
 */
export function gelu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('gelu', apply, name)
}
