import { sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { denseViewAt } from '../storage.ts'
import { emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** The lanes of a vector: fewer groups would leave lanes empty. */
const LEAST_GROUPS = 4
/**
 * Lanes are faster than a product for each group while (input channels) · (output channels) of a group is at most this number times the
 * groups, and at most MOST_PRODUCTS. Measured: lanes take a tenth of the time at 32 groups of 1 → 2 channels, half of the time at 8 groups
 * of 4 → 4, a tenth more at 8 groups of 8 → 8.
 */
const PRODUCTS_FOR_EACH_GROUP = 4
const MOST_PRODUCTS = 64

/**
 * Whether the groups of a convolution are computed as the lanes of vectors, and not by a product for each: true for many small groups, as
 * in a depthwise convolution.
 */
export function areGroupsInLanes(groups: number, channels: number, outputs: number): boolean {
  const products = (channels / groups) * (outputs / groups)
  return groups >= LEAST_GROUPS && products <= Math.min(PRODUCTS_FOR_EACH_GROUP * groups, MOST_PRODUCTS)
}

/** A view whose last axis holds the channels of each group, one group after another, as [..., channels of a group, groups]. */
function withGroupsLast(view: View, groups: number): View {
  const [channels, step] = [view.shape.at(-1)!, view.strides.at(-1)!]
  const inGroup = channels / groups
  return {
    ...view,
    shape: [...view.shape.slice(0, -1), inGroup, groups],
    strides: [...view.strides.slice(0, -1), step, step * inGroup],
  }
}

/**
 * Calls fn with dense views in which groups are the last axis: first the output, then the operands. The output is copied back afterwards.
 * If a group has one channel, the views need no copy.
 */
export type WithGroupsInLanes = (
  runtime: Runtime,
  groups: number,
  out: View,
  operands: readonly View[],
  fn: (to: View, ...operands: View[]) => void,
) => void

export function emitWithGroupsInLanes(module: Module): WithGroupsInLanes {
  const copyView = emitCopyView(module)
  const withReadable = emitWithReadable(module)
  return (runtime, groups, out, operands, fn) => {
    const lanes = withGroupsLast(out, groups)
    withReadable(
      runtime,
      operands.map((view) => withGroupsLast(view, groups)),
      (...dense) => {
        if (out.shape.at(-1) === groups) return fn(lanes, ...dense)
        runtime.withScratch(4 * sizeOf(lanes.shape), (address) => {
          const to = denseViewAt(address, out.dtype, lanes.shape)
          fn(to, ...dense)
          copyView(runtime, lanes, to)
        })
      },
    )
  }
}
