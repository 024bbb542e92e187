import { formatValue } from '@thinned/schema'
import * as ops from '@thinned/tensor'
import { type Shape, sizeOf } from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { nameOnly } from '../options.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'
import { shapeWithBatch } from './kit/shapes.ts'

/**
 * [batch, …] → [batch, the product of the rest], row-major.
 *
 * @example
 * ```ts
 * import { flatten } from '@thinned/nn'
 *
 * console.log(flatten().outputShape([28, 28, 1])) // [ 784 ]
 * ```
 */
export function flatten(options: { readonly name?: string } = {}): Layer<'any', 'any'> {
  const { name } = nameOnly('flatten')(options)
  return steady({
    ...(plainLayer('flatten', name) as Layer<'any', 'any'>),
    scaling: 'homogeneous',
    outputShape: (input) => [sizeOf(input)],
    forward: forSamples((x) => ops.reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))])),
  })
}

/** The last extent, where the compiler knows it. */
type LastExtent<Extents extends readonly number[]> = Extents extends readonly [...infer _, infer Last extends number]
  ? -1 extends Last
    ? 'any'
    : Last
  : 'any'

/**
 * [batch, …] → [batch, …shape], the same elements in row-major order. One extent may be −1: it follows from the size of an example.
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
  options: { readonly name?: string } = {},
): Layer<'any', LastExtent<Extents>> {
  const { name } = nameOnly('reshape')(options)
  checkList('reshape', shape, 'reshape([28, 28, 1])')
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
    forward: forSamples((x) => ops.reshape(x, [x.shape[0]!, ...outputShape(x.shape.slice(1))])),
  }
}

/**
 * The axes of an example in another order, as a view: axis i of the output is axis `order[i]` of the input, both counted from 0 without the batch,
 * which stays first. Images [channels, height, width] of other libraries become [height, width, channels] by
 * permute([1, 2, 0]).
 *
 * @throws {NnError} where the order does not name each axis once.
 *
 * @example
 * ```ts
 * import { permute } from '@thinned/nn'
 *
 * console.log(permute([1, 2, 0]).outputShape([3, 28, 20])) // [ 28, 20, 3 ]
 * ```
 */
export function permute(order: readonly number[], options: { readonly name?: string } = {}): Layer<'any', 'any'> {
  const { name } = nameOnly('permute')(options)
  checkList('permute', order, 'permute([1, 0, 2])')
  if (order.toSorted((a, b) => a - b).some((axis, index) => axis !== index))
    throw new NnError(
      `permute was given the order [${order.join(', ')}]; it names each axis of an example once, counted from 0 without the batch.`,
    )
  const outputShape = (input: Shape): Shape => {
    if (input.length === order.length) return order.map((axis) => input[axis]!)
    throw new NnError(
      `permute([${order.join(', ')}]) takes examples of ${order.length} axes, but was given ${shapeWithBatch(input)}.`,
    )
  }
  return {
    ...(plainLayer('permute', name, { order } as Readonly<Record<string, JsonValue>>) as Layer<'any', 'any'>),
    scaling: 'homogeneous',
    outputShape,
    forward: forSamples((x) => {
      outputShape(x.shape.slice(1))
      return ops.transpose(x, [0, ...order.map((axis) => axis + 1)])
    }),
  }
}

/** Refuses extents or axes that are not in a list. */
function checkList(caller: string, values: unknown, example: string): void {
  if (!Array.isArray(values))
    throw new NnError(`${caller} was given ${formatValue(values)}; it takes a list, as in ${example}.`)
}
