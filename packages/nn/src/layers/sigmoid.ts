import { sigmoid as apply } from '@thinned/tensor'
import { type Layer, plainLayer } from '../layer.ts'

/** 1 / (1 + e^−x), element by element. */
export function sigmoid({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return {
    ...(plainLayer('sigmoid', name) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward: (x) => apply(x),
  }
}
