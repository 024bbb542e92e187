import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { f32x4 } from '../emit/vector.ts'

/** out = −x */
export const neg: Definition<'neg'> = (module) => emitUnary(module, 'neg', (x) => f32x4.neg(x))
