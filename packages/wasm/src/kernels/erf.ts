import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { erf as sequence } from '../functions/float64/erf.ts'
import { emitRounded } from '../functions/float64/round-once.ts'

/** out = erf(x), in the sequence of operations that `@thinned/math` documents. */
export const erf: Definition<'erf'> = (module) => emitUnary(module, 'erf', emitRounded(module, 'erf', sequence))
