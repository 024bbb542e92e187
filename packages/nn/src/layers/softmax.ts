import { softmax as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'

/** e^x / Σ e^x along the last axis. Losses and `predict` take logits: a classifier ends without it. */
export function softmax({ name }: { readonly name?: string } = {}): Layer<'any', 'same'> {
  return elementwiseLayer('softmax', (x) => apply(x), name)
}
