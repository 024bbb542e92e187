import { tanh as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * tanh x, element by element.
 *
 * @example
 * ```ts
 * import { createPass, tanh } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = tanh().forward(tensor([0, 0.5]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(2) [ 0, 0.46211713552474976 ]
 * ```
 */
export function tanh({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('tanh', apply, name)
}
