import { emitUnary } from '../elementwise/unary-binary.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = −x */
export const neg: EmitKernel<'neg'> = (module) => emitUnary(module, 'neg', (x) => f32x4.neg(x))
