import { emitUnary } from '../elementwise/unary-binary.ts'
import { erf as sequence } from '../functions/erf.ts'
import { emitRounded } from '../functions/round-once.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = erf(x), in the sequence of operations that `@thinned/math` documents. */
export const erf: EmitKernel<'erf'> = (module) => emitUnary(module, 'erf', emitRounded(module, 'erf', sequence))
