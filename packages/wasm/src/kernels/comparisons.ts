import { emitElementwise } from '../elementwise/elementwise.ts'
import { type Binary, type BinaryLanes, emitByDType } from '../elementwise/unary-binary.ts'
import type { V128 } from '../emit/code.ts'
import type { Module } from '../emit/module.ts'
import { f32x4, i8x16, i16x8, i32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import type { WasmDType } from '../strided/element.ts'

/** out (uint8) = 1 where a = b, else 0. */
export const equal: EmitKernel<'equal'> = (module) =>
  emitComparison(module, 'equal', { float32: f32x4.eq, int32: i32x4.eq, uint8: i8x16.eq })

/** out (uint8) = 1 where a > b, else 0. */
export const greater: EmitKernel<'greater'> = (module) =>
  emitComparison(module, 'greater', { float32: f32x4.gt, int32: i32x4.gtS, uint8: i8x16.gtU })

/** Emits a comparison from lanes whose bits are all ones where it holds, else zeros. */
function emitComparison(module: Module, name: string, lanes: Readonly<Record<WasmDType, BinaryLanes>>): Binary {
  const ones = v128.const(0x01010101, 0x01010101, 0x01010101, 0x01010101)
  return emitByDType(module, name, lanes, 1, (holds, bytes) => (hold, [a, b]) => {
    const masks = a!.map((vector, i) => holds(vector, b![i]!, hold))
    return [v128.and(bytes === 1 ? masks[0]! : narrow(masks), ones)]
  })
}

/** Masks of 32 bits as masks of bytes. */
function narrow([a, b, c, d]: readonly V128[]): V128 {
  return i8x16.narrowI16S(i16x8.narrowI32S(a!, b!), i16x8.narrowI32S(c!, d!))
}

/** out = a where the condition (uint8) is not 0, else b. It selects bits, so Inf and NaN of the other operand have no effect. */
export const select: EmitKernel<'select'> = (module) => {
  const words = emitElementwise(module, 'select', 4, [1, 4, 4], (hold, [condition, a, b]) => {
    const chosen = hold(i8x16.ne(condition![0]!, v128.const(0, 0, 0, 0)))
    const masks = [i16x8.extendLowI8S(chosen), i16x8.extendHighI8S(chosen)]
      .map(hold)
      .flatMap((half): V128[] => [i32x4.extendLowI16S(half), i32x4.extendHighI16S(half)])
    return masks.map((mask, i) => v128.select(a![i]!, b![i]!, mask))
  })
  const bytes = emitElementwise(module, 'select_uint8', 1, [1, 1, 1], (_, [condition, a, b]) => [
    v128.select(a![0]!, b![0]!, i8x16.ne(condition![0]!, v128.const(0, 0, 0, 0))),
  ])
  return (runtime, out, condition, a, b) => (out.dtype === 'uint8' ? bytes : words)(runtime, out, [condition, a, b])
}
