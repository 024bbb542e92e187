import { sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** Groups of elements, each reduced to one: steps in elements. */
export interface Groups {
  readonly groups: number
  readonly groupStep: number
  /** Elements of a group. */
  readonly n: number
  readonly step: number
}

/** The groups of a reduction of the last `reduced` axes, where one step leads from group to group and one from element to element. */
export function groupsOf({ shape, strides }: View, reduced: number): Groups | undefined {
  const kept = shape.length - reduced
  const groupStep = stepOf(shape.slice(0, kept), strides.slice(0, kept))
  const step = stepOf(shape.slice(kept), strides.slice(kept))
  if (groupStep === undefined || step === undefined) return undefined
  return { groups: sizeOf(shape.slice(0, kept)), groupStep, n: sizeOf(shape.slice(kept)), step }
}

/** The one step that walks some axes in row-major order; undefined where there is none. */
function stepOf(shape: readonly number[], strides: readonly number[]): number | undefined {
  let found: number | undefined
  let walked = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue
    found ??= strides[axis]!
    if (strides[axis] !== found * walked) return undefined
    walked *= shape[axis]!
  }
  return found ?? 1
}

/** Reduces the last `reduced` axes of x into out. */
export type Reduce = (out: View, x: View, reduced: number) => void

/** Reduces groups that begin at an address into a dense output of their number. */
export type ReduceGroups = (to: number, from: number, groups: Groups) => void

/** What a reduction needs on an instance: groups of which it can read; others are copied, and an output is dense. */
export function emitReduce(
  module: Module,
): (runtime: Runtime, canRead: (groups: Groups) => boolean, apply: (x: View) => ReduceGroups) => Reduce {
  const bindReadable = emitWithReadable(module)
  return (runtime, canRead, apply) => {
    const withReadable = bindReadable(runtime)
    return (out, x, reduced) => {
      if (sizeOf(out.shape) === 0) return
      const isReadable = (view: View): boolean => {
        const groups = groupsOf(view, reduced)
        return groups !== undefined && canRead(groups)
      }
      withReadable(
        [x],
        (readable) => apply(x)(addressOf(out), addressOf(readable!), groupsOf(readable!, reduced)!),
        isReadable,
      )
    }
  }
}
