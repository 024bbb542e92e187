import { selu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** The self-normalising unit, element by element (Klambauer et al. 2017): wants LeCun's initialiser and alpha dropout. */
export function selu({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('selu', apply, name)
}
