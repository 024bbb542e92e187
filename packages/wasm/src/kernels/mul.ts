import { emitBinary } from '../elementwise/unary-binary.ts'
import type { V128 } from '../emit/code.ts'
import { f32x4, i16x8, i32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a · b; int32 keeps the low 32 bits of the product, uint8 the low 8. */
export const mul: EmitKernel<'mul'> = (module) =>
  emitBinary(module, 'mul', { float32: f32x4.mul, int32: i32x4.mul, uint8: ofBytes })

/** Products of bytes modulo 256, from those of the even and of the odd ones modulo 2^16. */
function ofBytes(a: V128, b: V128): V128 {
  const even = i16x8.mul(a, b)
  const odd = i16x8.mul(i16x8.shrU(a, 8), i16x8.shrU(b, 8))
  return v128.select(even, i16x8.shl(odd, 8), v128.const(0x00ff00ff, 0x00ff00ff, 0x00ff00ff, 0x00ff00ff))
}
