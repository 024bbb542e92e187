import { emitUnary } from '../elementwise/unary-binary.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = √x, correctly rounded */
export const sqrt: EmitKernel<'sqrt'> = (module) => emitUnary(module, 'sqrt', (x) => f32x4.sqrt(x))
