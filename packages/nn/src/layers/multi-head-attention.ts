import {
  arange,
  broadcastShapes,
  formatShape,
  greaterEqual,
  matmul,
  mul,
  reshape,
  type Shape,
  sameShape,
  scope,
  type Tensor,
  transpose,
  where,
} from '@thinned/tensor'
import { maskedSoftmax } from '../attention/masked-softmax.ts'
import { glorot } from '../initializers/glorot.ts'
import type { Initializer, Layer, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import { childParams } from '../tree.ts'
import { linear } from './linear.ts'

export interface MultiHeadAttentionOptions {
  /** How many products of features / heads features each are made; it divides the features. */
  readonly heads: number
  /** Whether a step sees itself and those before it only. Default false. */
  readonly causal?: boolean
  /** A slot: any layer that keeps the shape, applied to the attention weights [batch, heads, queries, keys]; one that only looks sees them. */
  readonly weights?: Layer
  /** Whether the four products have a bias. Default true. */
  readonly bias?: boolean
  /** First values of the four weights [features, features]. Default Glorot's. */
  readonly initializer?: Initializer
  readonly name?: string
}

export interface AttendOptions {
  /** Where a query may look: uint8, not 0 where it may, of a shape that broadcasts to [batch, heads, queries, keys]. Default everywhere. */
  readonly mask?: Tensor
  readonly params?: Params
}

export interface MultiHeadAttention<Features extends number> extends Layer<Features, Features> {
  /**
   * What queries [batch, queries, features] find: values [batch, keys, features], weighed by how their keys [batch, keys, features] answer. The
   * result is [batch, queries, features].
   */
  attend(query: Tensor, key: Tensor, value: Tensor, pass: Pass, options?: AttendOptions): Tensor
}

/**
 * Attention of several heads: softmax(Q Kᵀ / √(features / heads)) V of the products Q, K, V of queries, keys and values, each head on its share
 * of the features, the heads side by side and multiplied once more (Vaswani et al. 2017, section 3.2). As a layer, each step of
 * [batch, time, features] attends to all. A query that may look nowhere finds zeros. The children are `linear` layers named query, key, value and output.
 *
 * @throws {NnError} where heads do not divide the features, or shapes do not fit.
 *
 * @example
 * ```ts
 * import { createPass, init, multiHeadAttention } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones, tensor } from '@thinned/tensor'
 *
 * const layer = multiHeadAttention(8, { heads: 2 })
 * init(layer, key(1))
 * const [queries, memory] = [ones([1, 3, 8]), ones([1, 4, 8])]
 * const mask = tensor([1, 1, 1, 0], { dtype: 'uint8' })
 * console.log(layer.attend(queries, memory, memory, createPass({ mode: 'evaluate' }), { mask }).shape) // [ 1, 3, 8 ]
 * ```
 */
export function multiHeadAttention<const Features extends number>(
  features: Features,
  { heads, causal = false, weights, bias = true, initializer = glorot(), name }: MultiHeadAttentionOptions,
): MultiHeadAttention<Features> {
  if (!Number.isInteger(features) || features < 1)
    throw new NnError(`multiHeadAttention was given ${features} features; it takes an integer from 1.`)
  if (!Number.isInteger(heads) || heads < 1 || features % heads !== 0)
    throw new NnError(
      `multiHeadAttention(${features}) was given { heads: ${heads} }; it takes an integer from 1 that divides ${features}.`,
    )
  const product = (): Layer => linear(features, features, { bias, weight: initializer }) as Layer
  const size = features / heads
  const children: Readonly<Record<string, Layer>> = {
    query: product(),
    key: product(),
    value: product(),
    output: product(),
    ...(weights ? { weights } : {}),
  }
  const said = { features, heads, causal, bias }
  const layer: MultiHeadAttention<Features> = Object.assign(parentLayer('multiHeadAttention', children, name, said), {
    outputShape(input: Shape) {
      if (input.length !== 2 || input[0]! < 1 || input[1] !== features)
        throw new NnError(
          `multiHeadAttention(${features}) takes [batch, time, ${features}] with one step or more, but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return input
    },
    forward: (x: Tensor, pass: Pass, params: Params = layer.params) => layer.attend(x, x, x, pass, { params }),
    attend(query: Tensor, key: Tensor, value: Tensor, pass: Pass, { mask, params = layer.params }: AttendOptions = {}) {
      for (const operand of [query, key, value]) layer.outputShape(operand.shape.slice(1))
      const [batch, queries] = query.shape as [number, number]
      if (key.shape[0] !== batch || !sameShape(key.shape, value.shape))
        throw new NnError(
          `multiHeadAttention was given queries ${formatShape(query.shape)}, keys ${formatShape(key.shape)} and values ${formatShape(value.shape)}; they have one batch, and keys and values one shape.`,
        )
      const through = (child: string, x: Tensor): Tensor =>
        children[child]!.forward(x, pass.at(child), childParams(params, child))
      /** [batch, time, features] → [batch, heads, time, size], as a view. */
      const inHeads = (x: Tensor): Tensor => transpose(reshape(x, [batch, x.shape[1]!, heads, size]), [0, 2, 1, 3])
      return scope(() => {
        const asked = inHeads(mul(through('query', query), 1 / Math.sqrt(size)))
        const scores = matmul(asked, inHeads(through('key', key)), { transposeB: true })
        const visible = visibleOf(scores, mask, causal)
        const shares = maskedSoftmax(scores, visible)
        const kept = weights ? through('weights', shares) : shares
        if (!sameShape(kept.shape, shares.shape))
          throw new NnError(
            `multiHeadAttention was given a ${weights!.kind} as weights that makes ${formatShape(kept.shape)} of ${formatShape(shares.shape)}; a layer in a slot keeps the shape.`,
          )
        const found = matmul(kept, inHeads(through('value', value)))
        return through('output', reshape(transpose(found, [0, 2, 1, 3]), [batch, queries, features]))
      })
    },
  })
  return layer
}

/** Where queries may look, by the mask and by causality; undefined where everywhere. */
function visibleOf({ shape, backend }: Tensor, mask: Tensor | undefined, causal: boolean): Tensor | undefined {
  if (mask && (mask.dtype !== 'uint8' || !sameShape(broadcastShapes('multiHeadAttention', mask.shape, shape), shape)))
    throw new NnError(
      `multiHeadAttention was given the mask ${mask}; it is uint8, not 0 where a query may look, and broadcasts to [batch, heads, queries, keys], here ${formatShape(shape)}.`,
    )
  if (!causal) return mask
  const [queries, keys] = shape.slice(-2) as [number, number]
  if (queries !== keys)
    throw new NnError(
      `Causal attention was given ${queries} queries and ${keys} keys, which then have one order and so one number. Give a mask instead.`,
    )
  const past = greaterEqual(reshape(arange(queries, { backend }), [queries, 1]), arange(keys, { backend }))
  return mask ? where(past, mask, 0) : past
}
