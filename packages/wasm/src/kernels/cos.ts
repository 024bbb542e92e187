import { cos as reference } from '@thinned/math'
import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { withinDomain } from '../elementwise/within-domain.ts'
import { emitRounded } from '../functions/float64/round-once.ts'
import { sinOfQuadrant } from '../functions/float64/sin-cos.ts'

/** out = cos(x), in the sequence of operations that `@thinned/math` documents, with its error where |x| is above 8192. */
export const cos: Definition<'cos'> = (module) => {
  const bind = emitUnary(module, 'cos', emitRounded(module, 'cos', sinOfQuadrant(1)))
  return (runtime) => withinDomain(runtime, bind(runtime), reference)
}
