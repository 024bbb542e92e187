import { softmax as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * e^x / Σ e^x along the last axis. Losses and `predict` take logits: a classifier ends without it.
 *
 * @example
 * ```ts
 * import { createPass, softmax } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = softmax().forward(tensor([1000, 0, 1000]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ 0.5, 0, 0.5 ]
 * ```
 */
export function softmax({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('softmax', (x) => apply(x), name)
}
