import type { Tensor } from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from './layer.ts'

/** A layer without parameters that keeps the shape. */
export function elementwiseLayer(
  kind: string,
  apply: (x: Tensor) => Tensor,
  name: string | undefined,
  options: Readonly<Record<string, JsonValue>> = {},
): Layer<'any', 'same'> {
  return {
    ...(plainLayer(kind, name, options) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward: (x) => apply(x),
  }
}
