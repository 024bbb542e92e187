import { emitUnary } from '../elementwise/unary-binary.ts'
import { log as lanes } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = ln x, in the sequence of operations that `@thinned/math` documents. */
export const log: EmitKernel<'log'> = (module) => emitUnary(module, 'log', lanes)
