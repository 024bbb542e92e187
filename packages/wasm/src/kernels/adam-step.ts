import { emitInPlace } from '../elementwise/in-place.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

const { add, mul, div, sqrt } = f32x4

/** Adam in place: the mean and the variance of the gradient, and the parameter's step along their quotient. */
export const adamStep: EmitKernel<'adamStep'> = (module) => {
  const bind = emitInPlace(
    module,
    'adamStep',
    { operands: 4, numbers: 8, written: 3 },
    ([w, m, s, g], [a, b, c, d, left, leftOfSquares, small, back], hold) => {
      const first = hold(add(mul(a!, m!), mul(b!, g!)))
      const second = hold(add(mul(c!, s!), mul(d!, mul(g!, g!))))
      const direction = div(div(first, left!), add(sqrt(div(second, leftOfSquares!)), small!))
      return [add(w!, mul(back!, direction)), first, second]
    },
  )
  return (runtime) => {
    const apply = bind(runtime)
    return (parameter, mean, variance, gradient, { beta1, beta2, epsilon, rate, meanLeft, varianceLeft }) =>
      apply(
        [parameter, mean, variance, gradient],
        [beta1, 1 - beta1, beta2, 1 - beta2, meanLeft, varianceLeft, epsilon, -rate],
      )
  }
}
