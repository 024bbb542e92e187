import { type Layer, type Pass, plainLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { integer, oneOf, optional, withDefault } from '@thinned/schema'
import {
  alias,
  cast,
  div,
  dropoutMask,
  formatShape,
  mul,
  noGrad,
  record,
  reshape,
  type Shape,
  scope,
  sizeOf,
  slice,
  sum,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { describeKeep, type KeepOption, resolveKeep } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { resultAtEnds } from '../kit/ends.ts'
import { blockMask, blockRate, spatialAxes } from '../kit/feature-maps.ts'
import { allKept, type MaskedLayer } from '../kit/masked-layer.ts'

export type DropBlockOptions = KeepOption & {
  /** The edge of a block, from 1 to the shortest spatial axis. Default 7, as in the paper. */
  readonly block?: number
  /** 'channels': one mask for all channels of an example. Default: a mask for each channel, which the paper found to work better. */
  readonly share?: 'channels'
  readonly name?: string
}

const read = keepOptions('dropBlock', {
  block: withDefault(integer({ from: 1 }), 7),
  share: optional(oneOf('channels')),
  name,
} satisfies OtherFields<DropBlockOptions>)

/**
 * Drops blocks of neighbors from [batch, one to three spatial axes, channels]. At each position where a block fits, one begins with probability
 * γ = (1 − keep)/block^d · Π extent/(extent − block + 1). Elements in a block become exactly 0. Blocks may overlap, so slightly more than keep
 * remains. Kept elements are multiplied by elements/kept elements, counted over an example: the mean of an example is preserved, and does not
 * depend on its batch. An example without kept elements is 0. The paper lowers keep from 1 during training:
 * `keep: schedules.linearKeep({ initial: 1, final: 0.9 })`.
 *
 * Source: Ghiasi, Lin and Le 2018, algorithm 1 and equation 1.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs without spatial axes, or with an axis shorter than a block.
 *
 * @example
 * ```ts
 * import { dropBlock } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(1) })
 * const mask = dropBlock({ keep: 0.7, block: 2 }).mask(ones([1, 4, 4, 1]), pass)
 * console.log(mask.readSync().join('').match(/..../g)) // [ '1111', '1111', '1001', '1001' ]
 * ```
 */
export function dropBlock(options: DropBlockOptions): MaskedLayer {
  const { schedule, block, share, name } = read(options)
  const keepAt = (pass: Pass): number => resolveKeep('dropBlock', schedule, pass)
  const maskOf = (x: Tensor, pass: Pass, keep: number): Tensor =>
    scope(() => noGrad(() => blockMask(drawStarts(x, pass, keep, { block, share }), block)))
  const settings = { ...describeKeep(schedule), block, ...(share ? { share } : {}) }
  return {
    ...(plainLayer('dropBlock', name, settings) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape(input) {
      checkExtents([1, ...input], block)
      return input
    },
    forward(x: Tensor, pass: Pass): Tensor {
      checkExtents(x.shape, block)
      if (pass.mode === 'evaluate') return alias(x)
      const keep = keepAt(pass)
      pass.report('keep', keep)
      const atEnds = resultAtEnds(x, keep)
      if (atEnds) return atEnds
      const dropBlocks = (values: Tensor): Tensor =>
        scope(() => {
          const mask = maskOf(values, pass, keep)
          return where(mask, mul(values, inverseKeptShare(mask, values)), 0)
        })
      return record(
        noGrad(() => dropBlocks(x)),
        { op: 'dropBlock', inputs: [x], backward: (grad) => [dropBlocks(grad)] },
      )
    },
    mask(x: Tensor, pass: Pass): Tensor {
      checkExtents(x.shape, block)
      if (pass.mode === 'evaluate') return allKept(x)
      const keep = keepAt(pass)
      if (keep === 0 || keep === 1) return dropoutMask(x, { key: [0, 0], keep, sharedAxes: share ? [-1] : [] })
      return maskOf(x, pass, keep)
    },
  }
}

interface Blocks {
  readonly block: number
  readonly share: 'channels' | undefined
}

/** 0 where a block begins, by mask law 1 over the positions of a block. */
function drawStarts(x: Tensor, pass: Pass, keep: number, { block, share }: Blocks): Tensor {
  const extents = x.shape.slice(1, -1)
  const positions = extents.reduce((part, extent, i) => slice(part, i + 1, 0, extent - block + 1), x)
  return dropoutMask(positions, {
    key: foldIn(pass.key, 'mask'),
    keep: 1 - blockRate(keep, block, extents),
    row: pass.row,
    sharedAxes: share ? [-1] : [],
  })
}

/** Elements / kept elements of each example, of a shape that broadcasts to x's. Infinity without kept elements, of which no product uses it. */
function inverseKeptShare(mask: Tensor, x: Tensor): Tensor {
  const [batch, ...rest] = mask.shape as [number, ...number[]]
  const kept = sum(reshape(cast(mask, x.dtype), [batch, sizeOf(rest)]), 1)
  return reshape(div(sizeOf(rest), kept), [batch, ...rest.map(() => 1)])
}

function checkExtents(shape: Shape, block: number): void {
  spatialAxes('dropBlock', shape)
  const shortest = Math.min(...shape.slice(1, -1))
  if (shortest < block)
    throw new DropoutError(
      `dropBlock was given ${formatShape(shape)} for blocks of ${block}; a block is at most as large as the shortest spatial axis, ${shortest}. Write dropBlock({ keep: 0.9, block: ${Math.max(1, shortest)} }) or less.`,
    )
}
