import { silu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** x · σ(x), element by element (Elfwing, Uchibe and Doya 2018). */
export function silu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('silu', apply, name)
}
