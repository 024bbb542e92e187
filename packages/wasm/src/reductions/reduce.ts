import { sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** Groups of elements, each of which is reduced to one. Steps are in elements. */
export interface Groups {
  readonly groups: number
  readonly groupStep: number
  /** Elements of a group. */
  readonly n: number
  readonly step: number
}

/** The groups of a reduction of the last `reduced` axes. Undefined if groups, or the elements of a group, are not evenly spaced. */
export function groupsOf({ shape, strides }: View, reduced: number): Groups | undefined {
  const kept = shape.length - reduced
  const groupStep = stepOf(shape.slice(0, kept), strides.slice(0, kept))
  const step = stepOf(shape.slice(kept), strides.slice(kept))
  if (groupStep === undefined || step === undefined) return undefined
  return { groups: sizeOf(shape.slice(0, kept)), groupStep, n: sizeOf(shape.slice(kept)), step }
}

/** The step between neighbors in row-major order of some axes; undefined if it is not the same everywhere. */
function stepOf(shape: readonly number[], strides: readonly number[]): number | undefined {
  let step: number | undefined
  let elements = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue
    step ??= strides[axis]!
    if (strides[axis] !== step * elements) return undefined
    elements *= shape[axis]!
  }
  return step ?? 1
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
