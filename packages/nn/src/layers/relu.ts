import { relu as apply } from '@thinned/tensor'
import { type Layer, plainLayer } from '../layer.ts'

/**
 * max(x, 0), element by element. Runs inside the kernel of a linear layer before it.
 *
 * @example
 * ```ts
 * import { createPass, relu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = relu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ 0, 0, 2 ]
 * ```
 */
export function relu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return {
    ...(plainLayer('relu', name) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape: (input) => input,
    forward: (x) => apply(x),
    epilogue: () => ({ relu: true }),
  }
}
