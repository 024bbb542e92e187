import { sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { denseViewAt } from '../storage.ts'
import { emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** Groups, fewer of which leave lanes of a vector empty. */
const LEAST_GROUPS = 4
/**
 * A group's channels in, times those out, up to which lanes are faster than a product for each group: so many for each group, and never
 * more than that. Measured: at 32 groups of 1 → 2 they take a tenth of the time, at 8 of 4 → 4 half of it, at 8 of 8 → 8 a tenth more.
 */
const FOR_EACH_GROUP = 4
const MOST = 64

/**
 * Whether groups are better computed side by side, as the lanes of vectors, than each by a product of its own: where they are many
 * and small, as in a depthwise convolution.
 */
export function areGroupsInLanes(groups: number, channels: number, outputs: number): boolean {
  const products = (channels / groups) * (outputs / groups)
  return groups >= LEAST_GROUPS && products <= Math.min(FOR_EACH_GROUP * groups, MOST)
}

/** A view whose last axis holds channels, group by group, seen as [..., channels of a group, groups]. */
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
 * Calls fn with dense views of operands whose groups lie as lanes, and with one to write the output into, which is then brought to its
 * place: where a group has one channel, they are the views themselves.
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
