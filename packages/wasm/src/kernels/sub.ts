import { emitBinary } from '../elementwise/unary-binary.ts'
import { f32x4, i8x16, i32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a − b */
export const sub: EmitKernel<'sub'> = (module) =>
  emitBinary(module, 'sub', { float32: f32x4.sub, int32: i32x4.sub, uint8: i8x16.sub })
