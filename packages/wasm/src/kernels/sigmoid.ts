import { emitUnary } from '../elementwise/unary-binary.ts'
import { sigmoid as lanes } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = 1 / (1 + e^−x), in the sequence of operations that `@thinned/math` documents. */
export const sigmoid: EmitKernel<'sigmoid'> = (module) => emitUnary(module, 'sigmoid', lanes)
