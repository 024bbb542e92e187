import { type Shape, transpose } from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { shapeWithBatch } from '../shape-with-batch.ts'

/**
 * The axes of an example in another order, as a view: axis i of what comes out is axis `order[i]` of what goes in, both counted from 0
 * without the batch, which stays in front. Images [channels, height, width] of other libraries become [height, width, channels] by
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
export function permute(order: readonly number[], { name }: { readonly name?: string } = {}): Layer<'any', 'any'> {
  if (order.toSorted((a, b) => a - b).some((axis, place) => axis !== place))
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
    forward(x) {
      outputShape(x.shape.slice(1))
      return transpose(x, [0, ...order.map((axis) => axis + 1)])
    },
  }
}
