import type { Definition } from '../definition.ts'
import { emitTwoOperands } from '../elementwise/two-operands.ts'
import { f32x4, v128 } from '../emit/vector.ts'

/** out = grad · scale where y > 0, else +0. */
export const reluGradient: Definition<'reluGradient'> = (module) => {
  const bind = emitTwoOperands(module, 'reluGradient', ['scale'], (grad, y, { scale }) =>
    v128.and(f32x4.mul(grad, scale), f32x4.gt(y, f32x4.const(0))),
  )
  return (runtime) => {
    const apply = bind(runtime)
    return (out, grad, y, scale) => apply(out, grad, y, [scale])
  }
}
