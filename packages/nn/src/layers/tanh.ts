import { tanh as apply } from '@thinned/tensor'
import { type Layer, plainLayer } from '../layer.ts'

/** tanh x, element by element. */
export function tanh({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return {
    ...(plainLayer('tanh', name) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward: (x) => apply(x),
  }
}
