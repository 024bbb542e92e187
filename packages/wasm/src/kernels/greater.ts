import { emitComparison } from '../elementwise/comparison.ts'
import { f32x4, i8x16, i32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = 1 where a > b, else 0 (uint8) */
export const greater: EmitKernel<'greater'> = (module) =>
  emitComparison(module, 'greater', { float32: f32x4.gt, int32: i32x4.gtS, uint8: i8x16.gtU })
