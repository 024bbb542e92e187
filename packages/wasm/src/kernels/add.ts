import type { Definition } from '../definition.ts'
import { emitBinary } from '../elementwise/binary.ts'
import { f32x4, i8x16, i32x4 } from '../emit/vector.ts'

/** out = a + b */
export const add: Definition<'add'> = (module) =>
  emitBinary(module, 'add', { float32: f32x4.add, int32: i32x4.add, uint8: i8x16.add })
