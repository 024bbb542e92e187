import { sigmoid as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** 1 / (1 + e^−x), element by element. */
export function sigmoid({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('sigmoid', apply, name)
}
