import type { V128 } from '../emit/code.ts'
import type { Module } from '../emit/module.ts'
import { i8x16, i16x8, v128 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { WasmDType } from '../strided/element.ts'
import { emitElementwise } from './elementwise.ts'
import { type Binary, type BinaryLanes, byDType } from './unary-binary.ts'

const ONES: V128 = v128.const(0x01010101, 0x01010101, 0x01010101, 0x01010101)

/** Writes a kernel of two operands whose lanes become ones where it holds, and whose result is 1 there, else 0 (uint8). */
export function emitComparison(
  module: Module,
  name: string,
  lanes: Readonly<Record<WasmDType, BinaryLanes>>,
): (runtime: Runtime) => Binary {
  const binds = (Object.entries(lanes) as [WasmDType, BinaryLanes][]).map(([dtype, holds]) => {
    const bytes = dtype === 'uint8' ? 1 : 4
    const bind = emitElementwise(module, `${name}_${dtype}`, 1, [bytes, bytes], (hold, [a, b]) => {
      const masks = a!.map((vector, at) => holds(vector, b![at]!, hold))
      return [v128.and(bytes === 1 ? masks[0]! : narrow(masks), ONES)]
    })
    return [dtype, bind] as const
  })
  return (runtime) => {
    const apply = byDType(name, binds, runtime)
    return (out, a, b) => apply(a.dtype)(out, [a, b])
  }
}

/** Masks of 32 bits as masks of bytes. */
function narrow([a, b, c, d]: readonly V128[]): V128 {
  return i8x16.narrowI16S(i16x8.narrowI32S(a!, b!), i16x8.narrowI32S(c!, d!))
}
