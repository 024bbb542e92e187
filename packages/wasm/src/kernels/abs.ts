import { emitUnary } from '../elementwise/unary-binary.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = |x| */
export const abs: EmitKernel<'abs'> = (module) => emitUnary(module, 'abs', (x) => f32x4.abs(x))
