import { sin as reference } from '@thinned/math'
import { emitUnary } from '../elementwise/unary-binary.ts'
import { withinDomain } from '../elementwise/within-domain.ts'
import { emitRounded } from '../functions/round-once.ts'
import { sinOfQuadrant } from '../functions/sin-cos.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = sin(x), in the sequence of operations that `@thinned/math` documents, with its error where |x| is above 8192. */
export const sin: EmitKernel<'sin'> = (module) => {
  const bind = emitUnary(module, 'sin', emitRounded(module, 'sin', sinOfQuadrant(0)))
  return (runtime) => withinDomain(runtime, bind(runtime), reference)
}
