import { sin as reference } from '@thinned/math'
import type { Definition } from '../definition.ts'
import { emitUnary } from '../elementwise/unary.ts'
import { withinDomain } from '../elementwise/within-domain.ts'
import { emitRounded } from '../functions/float64/round-once.ts'
import { sinOfQuadrant } from '../functions/float64/sin-cos.ts'

/** out = sin(x), in the sequence of operations that `@thinned/math` documents, with its error where |x| is above 8192. */
export const sin: Definition<'sin'> = (module) => {
  const bind = emitUnary(module, 'sin', emitRounded(module, 'sin', sinOfQuadrant(0)))
  return (runtime) => withinDomain(runtime, bind(runtime), reference)
}
