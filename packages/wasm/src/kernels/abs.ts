import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { f32x4 } from '../emit/vector.ts'

/** out = |x| */
export const abs: Definition<'abs'> = (module) => emitUnary(module, 'abs', (x) => f32x4.abs(x))
