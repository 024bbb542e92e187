import { emitElementwise } from '../elementwise/elementwise.ts'
import type { V128 } from '../emit/code.ts'
import { i8x16, i16x8, i32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a where the condition (uint8) is not 0, else b: bits are chosen, so what is not chosen stays behind. */
export const select: EmitKernel<'select'> = (module) => {
  const bindWords = emitElementwise(module, 'select', 4, [1, 4, 4], (hold, [condition, a, b]) => {
    const chosen = hold(i8x16.ne(condition![0]!, v128.const(0, 0, 0, 0)))
    const masks = [i16x8.extendLowI8S(chosen), i16x8.extendHighI8S(chosen)]
      .map(hold)
      .flatMap((half): V128[] => [i32x4.extendLowI16S(half), i32x4.extendHighI16S(half)])
    return masks.map((mask, at) => v128.select(a![at]!, b![at]!, mask))
  })
  const bindBytes = emitElementwise(module, 'select_uint8', 1, [1, 1, 1], (_, [condition, a, b]) => [
    v128.select(a![0]!, b![0]!, i8x16.ne(condition![0]!, v128.const(0, 0, 0, 0))),
  ])
  return (runtime) => {
    const [words, bytes] = [bindWords(runtime), bindBytes(runtime)]
    return (out, condition, a, b) => (out.dtype === 'uint8' ? bytes : words)(out, [condition, a, b])
  }
}
