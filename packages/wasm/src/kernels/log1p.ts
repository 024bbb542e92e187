import { emitUnary } from '../elementwise/unary-binary.ts'
import { log1p as lanes } from '../functions/float64.ts'
import { each, emitRounded } from '../functions/round-once.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = log1p(x), in the sequence of operations that `@thinned/math` documents. */
export const log1p: EmitKernel<'log1p'> = (module) =>
  emitUnary(module, 'log1p', emitRounded(module, 'log1p', each(lanes)))
