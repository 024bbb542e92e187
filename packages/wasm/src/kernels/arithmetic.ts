import { emitBinary, emitUnary } from '../elementwise/unary-binary.ts'
import type { V128 } from '../emit/code.ts'
import { f32x4, i8x16, i16x8, i32x4, v128 } from '../emit/vector.ts'
import { pow as powLanes } from '../functions/float64.ts'
import { eachVector, emitRoundedPair } from '../functions/round-once.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a + b. Integers wrap. */
export const add: EmitKernel<'add'> = (module) =>
  emitBinary(module, 'add', { float32: f32x4.add, int32: i32x4.add, uint8: i8x16.add })

/** out = a − b. Integers wrap. */
export const sub: EmitKernel<'sub'> = (module) =>
  emitBinary(module, 'sub', { float32: f32x4.sub, int32: i32x4.sub, uint8: i8x16.sub })

/** out = a · b. int32 keeps the low 32 bits of the product, uint8 the low 8. */
export const mul: EmitKernel<'mul'> = (module) =>
  emitBinary(module, 'mul', { float32: f32x4.mul, int32: i32x4.mul, uint8: multiplyBytes })

/** Products of bytes modulo 256, from the products of even bytes and of odd bytes modulo 2^16. */
function multiplyBytes(a: V128, b: V128): V128 {
  const even = i16x8.mul(a, b)
  const odd = i16x8.mul(i16x8.shrU(a, 8), i16x8.shrU(b, 8))
  return v128.select(even, i16x8.shl(odd, 8), v128.const(0x00ff00ff, 0x00ff00ff, 0x00ff00ff, 0x00ff00ff))
}

/** out = a ÷ b, of floats. */
export const div: EmitKernel<'div'> = (module) => emitBinary(module, 'div', { float32: f32x4.div })

/** out = a^b, of floats, in the sequence of operations that `@thinned/math` documents. NaN where a < 0. */
export const pow: EmitKernel<'pow'> = (module) =>
  emitBinary(module, 'pow', { float32: emitRoundedPair(module, 'pow', eachVector(powLanes)) })

/** out = −x */
export const neg: EmitKernel<'neg'> = (module) => emitUnary(module, 'neg', f32x4.neg)

/** out = |x| */
export const abs: EmitKernel<'abs'> = (module) => emitUnary(module, 'abs', f32x4.abs)

/** out = x · x */
export const square: EmitKernel<'square'> = (module) => emitUnary(module, 'square', (x) => f32x4.mul(x, x))

/** out = √x, correctly rounded. */
export const sqrt: EmitKernel<'sqrt'> = (module) => emitUnary(module, 'sqrt', f32x4.sqrt)
