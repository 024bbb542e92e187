import { emitBinary } from '../elementwise/unary-binary.ts'
import { pow as lanes } from '../functions/float64.ts'
import { each, emitRoundedPair } from '../functions/round-once.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = a^b (floats), in the sequence of operations that `@thinned/math` documents; NaN where a < 0. */
export const pow: EmitKernel<'pow'> = (module) => {
  const rounded = emitRoundedPair(module, 'pow', each(lanes))
  return emitBinary(module, 'pow', { float32: rounded })
}
