import { sigmoid as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * 1 / (1 + e^−x), element by element.
 *
 * @example
 * ```ts
 * import { createPass, sigmoid } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = sigmoid().forward(tensor([0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(2) [ 0.5, 0.8807970285415649 ]
 * ```
 */
export function sigmoid({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('sigmoid', apply, name)
}
