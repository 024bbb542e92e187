import { emitUnary } from '../elementwise/unary-binary.ts'
import { expm1 as lanes } from '../functions/float64.ts'
import { each, emitRounded } from '../functions/round-once.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = expm1(x), in the sequence of operations that `@thinned/math` documents. */
export const expm1: EmitKernel<'expm1'> = (module) =>
  emitUnary(module, 'expm1', emitRounded(module, 'expm1', each(lanes)))
