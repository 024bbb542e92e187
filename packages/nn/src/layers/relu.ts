import { relu as apply } from '@thinned/tensor'
import { type Layer, plainLayer } from '../layer.ts'

/** max(x, 0), element by element. Runs inside the kernel of a linear layer before it. */
export function relu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return {
    ...(plainLayer('relu', name) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward: (x) => apply(x),
    epilogue: () => ({ relu: true }),
  }
}
