import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = grad · scale where y > 0, else +0. */
export const reluGradient: EmitKernel<'reluGradient'> = (module) => {
  const bind = emitElementwise(module, 'reluGradient', 4, [4, 4, 4], (_, [grad, y, scale]) =>
    grad!.map((vector, at) => v128.and(f32x4.mul(vector, scale![at]!), f32x4.gt(y![at]!, f32x4.const(0)))),
  )
  return (runtime) => {
    const apply = bind(runtime)
    return (out, grad, y, scale) => apply(out, [grad, y, scalarView(runtime, 0, 'float32', scale, out.shape)])
  }
}
