import type { I32 } from '../emit/code.ts'
import { choose, set, when } from '../emit/control.ts'
import { f32, i32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitFloatSums } from '../reductions/float-sums.ts'
import { emitFoldGroups } from '../reductions/fold-groups.ts'
import { emitProductBound } from '../reductions/product-bound.ts'
import { emitReduce } from '../reductions/reduce.ts'
import { addressOf } from '../storage.ts'

// Each kernel reduces the last `reduced` axes.

/** out = the sum, of floats in the fixed order of the reference; int32 wraps. The sum of no elements is 0. */
export const sum: EmitKernel<'sum'> = (module) => {
  const float32 = emitFloatSums(module)
  const int32 = emitFoldGroups(module, 'sum_int32', {
    element: 'i32',
    begin: (total) => set(total, i32.const(0)),
    next: (total, x) => [set(total, i32.add(total, x))],
    result: (total) => total,
  })
  return emitReduce(module, { float32, int32 }, ({ groupStep, step }) => step === 1 || groupStep === 1)
}

/** out = the largest element; NaN if one is NaN. */
export const max: EmitKernel<'max'> = (module) => {
  const float32 = emitFoldGroups(module, 'max', {
    element: 'f32',
    begin: (best) => set(best, f32.const(-Infinity)),
    next: (best, x) => [set(best, f32.max(best, x))],
    result: (best) => best,
  })
  const int32 = emitFoldGroups(module, 'max_int32', {
    element: 'i32',
    begin: (best) => set(best, i32.const(-0x80000000)),
    next: (best, x) => [set(best, choose(i32.gtS(x, best), x, best))],
    result: (best) => best,
  })
  return emitReduce(module, { float32, int32 })
}

/** out = the smallest element; NaN if one is NaN. */
export const min: EmitKernel<'min'> = (module) => {
  const float32 = emitFoldGroups(module, 'min', {
    element: 'f32',
    begin: (best) => set(best, f32.const(Infinity)),
    next: (best, x) => [set(best, f32.min(best, x))],
    result: (best) => best,
  })
  const int32 = emitFoldGroups(module, 'min_int32', {
    element: 'i32',
    begin: (best) => set(best, i32.const(0x7fffffff)),
    next: (best, x) => [set(best, choose(i32.ltS(x, best), x, best))],
    result: (best) => best,
  })
  return emitReduce(module, { float32, int32 })
}

/** out = (max|a| · max|b|) · 2k; NaN if an element is NaN. */
export const productBound: EmitKernel<'productBound'> = (module) => {
  const bound = emitProductBound(module)
  return (runtime, out, a, b) => bound(runtime, addressOf(out), a, b)
}

/** out (int32) = the index of the largest element: the first of several, or of the first NaN if there is one. */
export const argmax: EmitKernel<'argmax'> = (module) => {
  /** The first element is the best so far in any case. */
  const takeIf = (isBetter: I32, position: I32, taken: Parameters<typeof when>[1]) => [
    when(i32.or(i32.eqz(position), isBetter), taken),
  ]
  const float32 = emitFoldGroups(module, 'argmax', {
    element: 'f32',
    begin: (best) => set(best, f32.const(0)),
    next: (best, x, position, index) => {
      const isFirstNaN = i32.and(f32.ne(x, x), f32.eq(best, best))
      return takeIf(i32.or(f32.gt(x, best), isFirstNaN), position, [set(best, x), set(index, position)])
    },
    result: (_, index) => index,
  })
  const int32 = emitFoldGroups(module, 'argmax_int32', {
    element: 'i32',
    begin: (best) => set(best, i32.const(0)),
    next: (best, x, position, index) => takeIf(i32.gtS(x, best), position, [set(best, x), set(index, position)]),
    result: (_, index) => index,
  })
  return emitReduce(module, { float32, int32 })
}
