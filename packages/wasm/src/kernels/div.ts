import type { Definition } from '../definition.ts'
import { emitBinary } from '../elementwise/binary.ts'
import { f32x4 } from '../emit/vector.ts'

/** out = a ÷ b (floats) */
export const div: Definition<'div'> = (module) => emitBinary(module, 'div', { float32: f32x4.div })
