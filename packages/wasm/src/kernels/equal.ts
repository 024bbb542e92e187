import type { Definition } from '../definition.ts'
import { emitComparison } from '../elementwise/comparison.ts'
import { f32x4, i8x16, i32x4 } from '../emit/vector.ts'

/** out = 1 where a = b, else 0 (uint8) */
export const equal: Definition<'equal'> = (module) =>
  emitComparison(module, 'equal', { float32: f32x4.eq, int32: i32x4.eq, uint8: i8x16.eq })
