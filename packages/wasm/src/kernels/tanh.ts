import { emitUnary } from '../elementwise/unary-binary.ts'
import { tanh as lanes } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = tanh x, in the sequence of operations that `@thinned/math` documents. */
export const tanh: EmitKernel<'tanh'> = (module) => emitUnary(module, 'tanh', lanes)
