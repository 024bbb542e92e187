import { type Shape, sizeOf } from '@thinned/tensor'

/** How many inputs feed a unit and how many units an input feeds: weights are [kernel…, in, out]. */
export function fans(shape: Shape): { in: number; out: number } {
  const kernel = sizeOf(shape.slice(0, -2))
  return { in: kernel * (shape.at(-2) ?? 1), out: kernel * (shape.at(-1) ?? 1) }
}
