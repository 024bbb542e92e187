import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { log as lanes } from '../functions/log.ts'

/** out = ln x, in the sequence of operations that `@thinned/math` documents. */
export const log: Definition<'log'> = (module) => emitUnary(module, 'log', lanes)
