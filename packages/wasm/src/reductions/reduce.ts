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
export type Reduce = (runtime: Runtime, out: View, x: View, reduced: number) => void

/** Reduces groups that begin at an address into a dense output, one element for each group. */
export type ReduceGroups = (runtime: Runtime, to: number, from: number, groups: Groups) => void

/**
 * Emits a reduction from its forms for float32 and for int32. `canRead` says which groups the forms read in place (default: all); other
 * operands are copied first. The output is dense.
 */
export function emitReduce(
  module: Module,
  forms: { readonly float32: ReduceGroups; readonly int32: ReduceGroups },
  canRead: (groups: Groups) => boolean = () => true,
): Reduce {
  const withReadable = emitWithReadable(module)
  return (runtime, out, x, reduced) => {
    if (sizeOf(out.shape) === 0) return
    const isReadable = (view: View): boolean => {
      const groups = groupsOf(view, reduced)
      return groups !== undefined && canRead(groups)
    }
    const apply = x.dtype === 'float32' ? forms.float32 : forms.int32
    withReadable(
      runtime,
      [x],
      (readable) => apply(runtime, addressOf(out), addressOf(readable!), groupsOf(readable!, reduced)!),
      isReadable,
    )
  }
}
