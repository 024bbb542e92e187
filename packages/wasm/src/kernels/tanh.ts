import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { tanh as lanes } from '../functions/tanh.ts'

/** out = tanh x, in the sequence of operations that `@thinned/math` documents. */
export const tanh: Definition<'tanh'> = (module) => emitUnary(module, 'tanh', lanes)
