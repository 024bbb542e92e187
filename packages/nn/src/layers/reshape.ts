import { reshape as apply, type Shape, sizeOf } from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { shapeWithBatch } from '../shape-with-batch.ts'

/** The last extent, where the compiler knows it. */
type LastExtent<Extents extends readonly number[]> = Extents extends readonly [...infer _, infer Last extends number]
  ? -1 extends Last
    ? 'any'
    : Last
  : 'any'

/**
 * [batch, …] → [batch, …shape], the same elements in row-major order. One extent may be −1: it becomes what an example's size leaves.
 *
 * @throws {NnError} where the sizes do not agree.
 *
 * @example
 * ```ts
 * import { conv2d, reshape, sequential } from '@thinned/nn'
 *
 * const model = sequential(reshape([28, 28, 1]), conv2d(1, 8, { kernel: 3 }))
 * console.log(model.outputShape([784])) // [ 26, 26, 8 ]
 * ```
 */
export function reshape<const Extents extends readonly number[]>(
  shape: Extents,
  { name }: { readonly name?: string } = {},
): Layer<'any', LastExtent<Extents>> {
  const open = shape.indexOf(-1)
  if (!shape.every((extent, axis) => (Number.isInteger(extent) && extent >= 1) || axis === open))
    throw new NnError(
      `reshape was given the shape [${shape.join(', ')}] for an example; extents are integers from 1, and one may be -1.`,
    )
  const known = sizeOf(shape.filter((_, axis) => axis !== open))
  const outputShape = (input: Shape): Shape => {
    const output = open < 0 ? shape : shape.with(open, sizeOf(input) / known)
    if (output.every(Number.isInteger) && sizeOf(output) === sizeOf(input)) return output
    throw new NnError(
      `reshape([${shape.join(', ')}]) was given ${shapeWithBatch(input)}, whose examples have ${sizeOf(input)} elements; the sizes must agree.`,
    )
  }
  return {
    ...(plainLayer('reshape', name, { shape } as Readonly<Record<string, JsonValue>>) as Layer<
      'any',
      LastExtent<Extents>
    >),
    scaling: 'homogeneous',
    outputShape,
    forward: (x) => apply(x, [x.shape[0]!, ...outputShape(x.shape.slice(1))]),
  }
}
