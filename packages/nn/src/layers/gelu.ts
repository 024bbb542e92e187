import { gelu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** x · Φ(x), element by element (Hendrycks and Gimpel 2016). */
export function gelu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('gelu', apply, name)
}
