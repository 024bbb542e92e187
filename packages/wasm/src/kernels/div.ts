import { emitBinary } from '../elementwise/unary-binary.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a ÷ b (floats) */
export const div: EmitKernel<'div'> = (module) => emitBinary(module, 'div', { float32: f32x4.div })
