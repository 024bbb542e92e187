import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { f32x4 } from '../emit/vector.ts'

/** out = x · x */
export const square: Definition<'square'> = (module) => emitUnary(module, 'square', (x) => f32x4.mul(x, x))
