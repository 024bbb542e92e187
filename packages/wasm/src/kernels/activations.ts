import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import { emitUnary } from '../elementwise/unary-binary.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { sigmoid as sigmoidLanes, tanh as tanhLanes } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'

/** out = x where x > 0, else +0; NaN where x is NaN. */
export const relu: EmitKernel<'relu'> = (module) =>
  // A comparison with NaN is false, so NaN is not cleared.
  emitUnary(module, 'relu', (x) => v128.andNot(x, f32x4.le(x, f32x4.const(0))))

/** out = grad · scale where y > 0, else +0. */
export const reluGradient: EmitKernel<'reluGradient'> = (module) => {
  const apply = emitElementwise(module, 'reluGradient', 4, [4, 4, 4], (_, [grad, y, scale]) =>
    grad!.map((vector, i) => v128.and(f32x4.mul(vector, scale![i]!), f32x4.gt(y![i]!, f32x4.const(0)))),
  )
  return (runtime, out, grad, y, scale) =>
    apply(runtime, out, [grad, y, scalarView(runtime, 0, 'float32', scale, out.shape)])
}

/** out = 1 / (1 + e^−x), in the sequence of operations that `@thinned/math` documents. */
export const sigmoid: EmitKernel<'sigmoid'> = (module) => emitUnary(module, 'sigmoid', sigmoidLanes)

/** out = tanh x, in the sequence of operations that `@thinned/math` documents. */
export const tanh: EmitKernel<'tanh'> = (module) => emitUnary(module, 'tanh', tanhLanes)
