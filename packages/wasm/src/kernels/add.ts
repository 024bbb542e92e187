import { emitBinary } from '../elementwise/unary-binary.ts'
import { f32x4, i8x16, i32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a + b */
export const add: EmitKernel<'add'> = (module) =>
  emitBinary(module, 'add', { float32: f32x4.add, int32: i32x4.add, uint8: i8x16.add })
