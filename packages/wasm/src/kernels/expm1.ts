import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { expm1 as lanes } from '../functions/float64/expm1.ts'
import { each, emitRounded } from '../functions/float64/round-once.ts'

/** out = expm1(x), in the sequence of operations that `@thinned/math` documents. */
export const expm1: Definition<'expm1'> = (module) =>
  emitUnary(module, 'expm1', emitRounded(module, 'expm1', each(lanes)))
