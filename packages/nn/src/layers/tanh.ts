import { tanh as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** tanh x, element by element. */
export function tanh({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('tanh', apply, name)
}
