import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { sigmoid as lanes } from '../functions/sigmoid.ts'

/** out = 1 / (1 + e^−x), in the sequence of operations that `@thinned/math` documents. */
export const sigmoid: Definition<'sigmoid'> = (module) => emitUnary(module, 'sigmoid', lanes)
