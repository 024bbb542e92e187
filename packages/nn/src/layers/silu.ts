import { silu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * x · σ(x), element by element (Elfwing, Uchibe and Doya 2018).
 *
 * @example
 * ```ts
 * import { createPass, silu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = silu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.2689414322376251, 0, 1.7615940570831299 ]
 * ```
 */
export function silu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('silu', apply, name)
}
