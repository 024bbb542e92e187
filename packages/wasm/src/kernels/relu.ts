import { emitUnary } from '../elementwise/unary-binary.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = x where x > 0, else 0; NaN stays NaN: what is not above 0 is cleared, and NaN is neither */
export const relu: EmitKernel<'relu'> = (module) =>
  emitUnary(module, 'relu', (x) => v128.andNot(x, f32x4.le(x, f32x4.const(0))))
