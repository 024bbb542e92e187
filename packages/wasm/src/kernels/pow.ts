import type { Definition } from '../definition.ts'
import { emitBinary } from '../elementwise/binary.ts'
import { pow as lanes } from '../functions/float64/pow.ts'
import { each, emitRoundedPair } from '../functions/float64/round-once.ts'

/** out = a^b (floats), in the sequence of operations that `@thinned/math` documents; NaN where a < 0. */
export const pow: Definition<'pow'> = (module) => {
  const rounded = emitRoundedPair(module, 'pow', each(lanes))
  return emitBinary(module, 'pow', { float32: rounded })
}
