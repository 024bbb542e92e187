import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { f32x4 } from '../emit/vector.ts'

/** out = √x, correctly rounded */
export const sqrt: Definition<'sqrt'> = (module) => emitUnary(module, 'sqrt', (x) => f32x4.sqrt(x))
