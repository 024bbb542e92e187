import { softplus as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** ln(1 + e^x), element by element. */
export function softplus({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('softplus', apply, name)
}
