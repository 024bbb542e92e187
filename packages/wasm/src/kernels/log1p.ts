import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { log1p as lanes } from '../functions/float64/log1p.ts'
import { each, emitRounded } from '../functions/float64/round-once.ts'

/** out = log1p(x), in the sequence of operations that `@thinned/math` documents. */
export const log1p: Definition<'log1p'> = (module) =>
  emitUnary(module, 'log1p', emitRounded(module, 'log1p', each(lanes)))
