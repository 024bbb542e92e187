import { emitUnary } from '../elementwise/unary-binary.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = x · x */
export const square: EmitKernel<'square'> = (module) => emitUnary(module, 'square', (x) => f32x4.mul(x, x))
