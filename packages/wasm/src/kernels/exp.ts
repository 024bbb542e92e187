import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { exp as lanes } from '../functions/exp.ts'

/** out = e^x, in the sequence of operations that `@thinned/math` documents. */
export const exp: Definition<'exp'> = (module) => emitUnary(module, 'exp', lanes)
