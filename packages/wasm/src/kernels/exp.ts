import { emitUnary } from '../elementwise/unary-binary.ts'
import { exp as lanes } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = e^x, in the sequence of operations that `@thinned/math` documents. */
export const exp: EmitKernel<'exp'> = (module) => emitUnary(module, 'exp', lanes)
