import { cos as reference } from '@thinned/math'
import { emitUnary } from '../elementwise/unary-binary.ts'
import { withinDomain } from '../elementwise/within-domain.ts'
import { emitRounded } from '../functions/round-once.ts'
import { sinOfQuadrant } from '../functions/sin-cos.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = cos(x), in the sequence of operations that `@thinned/math` documents, with its error where |x| is above 8192. */
export const cos: EmitKernel<'cos'> = (module) => {
  const bind = emitUnary(module, 'cos', emitRounded(module, 'cos', sinOfQuadrant(1)))
  return (runtime) => withinDomain(runtime, bind(runtime), reference)
}
