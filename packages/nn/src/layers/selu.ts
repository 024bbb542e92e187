import { selu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/**
 * The self-normalizing unit, element by element (Klambauer et al. 2017): wants LeCun's initializer and alpha dropout.
 *
 * @example
 * ```ts
 * import { createPass, selu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = selu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -1.1113307476043701, 0, 2.1014020442962646 ]
 * ```
 */
export function selu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('selu', apply, name)
}
