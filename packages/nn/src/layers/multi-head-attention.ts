import { boolean, type Fields, integer, onlyOptions, optional, withDefault } from '@thinned/schema'
import {
  formatShape,
  matmul,
  mul,
  reshape,
  type Shape,
  sameShape,
  scope,
  type Tensor,
  transpose,
} from '@thinned/tensor'
import { glorot } from '../initializers/variance-scaling.ts'
import type { Initializer, Layer, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts, initializer, layer as layerSchema, name, nnOptions } from '../options.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import { childParams } from '../tree.ts'
import { attentionMask, maskedSoftmax } from './kit/attention-mask.ts'
import { linear } from './linear.ts'

export interface MultiHeadAttentionOptions {
  /** The number of heads, each of features / heads features; it divides the features. */
  readonly heads: number
  /** Whether a step attends only to itself and to earlier steps. Default false. */
  readonly causal?: boolean
  /** A slot: any layer that keeps the shape, applied to the attention weights [batch, heads, queries, keys], such as dropout. */
  readonly weights?: Layer
  /** Whether the four projections have a bias. Default true. */
  readonly bias?: boolean
  /** Initial values of the four weights [features, features]. Default Glorot's. */
  readonly initializer?: Initializer
  readonly name?: string
}

const checkAttend = onlyOptions('attend', NnError, ['mask', 'params'])

const read = nnOptions(
  'multiHeadAttention',
  {
    heads: integer({ from: 1 }),
    causal: withDefault(boolean, false),
    weights: optional(layerSchema),
    bias: withDefault(boolean, true),
    initializer: optional(initializer),
    name,
  } satisfies Fields<MultiHeadAttentionOptions>,
  { numHeads: 'heads', dropout: 'a slot, such as weights: attentionDropout({ keep: 0.9 })' },
)

export interface AttendOptions {
  /** Which keys a query may attend to: uint8, 0 where it may not, of a shape that broadcasts to [batch, heads, queries, keys]. Default all. */
  readonly mask?: Tensor
  readonly params?: Params
}

export interface MultiHeadAttention<Features extends number> extends Layer<Features, Features> {
  /**
   * Attention of a query [batch, queries, features] over keys and values [batch, keys, features]: the values, weighted by the similarity of the query
   * to their keys, [batch, queries, features].
   */
  attend(query: Tensor, key: Tensor, value: Tensor, pass: Pass, options?: AttendOptions): Tensor
}

/**
 * Multi-head attention (Vaswani et al. 2017, section 3.2): softmax(Q Kᵀ / √(features / heads)) V, where Q, K and V are projections of queries, keys
 * and values. Each head works on its share of the features; the heads are concatenated and projected once more. As a layer it is
 * self-attention over [batch, time, features]. A query with no key to attend to gives zeros. The children are `linear` layers named query, key,
 * value and output.
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
  options: MultiHeadAttentionOptions,
): MultiHeadAttention<Features> {
  checkCounts('multiHeadAttention', { features })
  const { heads, causal, weights: slot, bias, initializer: weight = glorot(), name } = read(options)
  if (features % heads !== 0)
    throw new NnError(
      `multiHeadAttention(${features}) was given ${heads} heads; it takes an integer from 1 that divides ${features}.`,
    )
  const projection = (): Layer => linear(features, features, { bias, weight }) as Layer
  const size = features / heads
  const children: Readonly<Record<string, Layer>> = {
    query: projection(),
    key: projection(),
    value: projection(),
    output: projection(),
    ...(slot ? { weights: slot } : {}),
  }
  const layer: MultiHeadAttention<Features> = Object.assign(
    parentLayer('multiHeadAttention', children, name, { features, heads, causal, bias }),
    {
      role: 'attention' as const,
      outputShape(input: Shape) {
        if (input.length !== 2 || input[0]! < 1 || input[1] !== features)
          throw new NnError(
            `multiHeadAttention(${features}) takes [batch, time, ${features}] with one step or more, but was given [batch, ${formatShape(input).slice(1)}.`,
          )
        return input
      },
      forward: (x: Tensor, pass: Pass, params: Params = layer.params) => layer.attend(x, x, x, pass, { params }),
      attend(query: Tensor, key: Tensor, value: Tensor, pass: Pass, options: AttendOptions = {}) {
        checkAttend(options)
        const { mask, params = layer.params } = options
        for (const operand of [query, key, value]) layer.outputShape(operand.shape.slice(1))
        const [batch, queries] = query.shape as [number, number]
        if (key.shape[0] !== batch || !sameShape(key.shape, value.shape))
          throw new NnError(
            `multiHeadAttention was given queries ${formatShape(query.shape)}, keys ${formatShape(key.shape)} and values ${formatShape(value.shape)}; they have one batch, and keys and values one shape.`,
          )
        const project = (child: string, x: Tensor): Tensor =>
          children[child]!.forward(x, pass.at(child), childParams(params, child))
        /** [batch, time, features] → [batch, heads, time, size], as a view. */
        const splitHeads = (x: Tensor): Tensor => transpose(reshape(x, [batch, x.shape[1]!, heads, size]), [0, 2, 1, 3])
        return scope(() => {
          const q = splitHeads(mul(project('query', query), 1 / Math.sqrt(size)))
          const k = splitHeads(project('key', key))
          const v = splitHeads(project('value', value))
          const scores = matmul(q, k, { transposeB: true })
          const attention = maskedSoftmax(scores, attentionMask(scores, mask, causal))
          const weights = slot ? project('weights', attention) : attention
          if (!sameShape(weights.shape, attention.shape))
            throw new NnError(
              `multiHeadAttention was given a ${slot!.kind} as weights that makes ${formatShape(weights.shape)} of ${formatShape(attention.shape)}; a layer in a slot keeps the shape.`,
            )
          const context = matmul(weights, v)
          return project('output', reshape(transpose(context, [0, 2, 1, 3]), [batch, queries, features]))
        })
      },
    },
  )
  return layer
}
