import type { Tensor } from '@thinned/tensor'
import { type Layer, plainLayer } from './layer.ts'
import { NnError } from './nn-error.ts'
import { shapeWithBatch } from './shape-with-batch.ts'

/** A layer that pools everything between batch and channels; the channels stay. */
export function globalPoolLayer(
  kind: string,
  apply: (x: Tensor) => Tensor,
  { name }: { readonly name?: string },
): Layer<'any', 'same'> {
  return {
    ...(plainLayer(kind, name) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape: (input) => {
      if (input.length < 2 || input.slice(0, -1).includes(0))
        throw new NnError(
          `${kind} takes [batch, …, channels] with at least one axis between them and something in it, but was given ${shapeWithBatch(input)}.`,
        )
      return [input.at(-1)!]
    },
    forward: (x) => apply(x),
  }
}
