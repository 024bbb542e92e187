import { sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { type Groups, groupsOf } from './groups.ts'

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
