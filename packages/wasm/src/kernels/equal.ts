import { emitComparison } from '../elementwise/comparison.ts'
import { f32x4, i8x16, i32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = 1 where a = b, else 0 (uint8) */
export const equal: EmitKernel<'equal'> = (module) =>
  emitComparison(module, 'equal', { float32: f32x4.eq, int32: i32x4.eq, uint8: i8x16.eq })
