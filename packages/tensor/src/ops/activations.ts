import { gradientBeforeRelu } from '../masks/mask.ts'
import { scope } from '../memory/scope.ts'
import { applyComposed, applyUnary, type ComposedRule, type UnaryGradient } from '../op-kit/elementwise.ts'
import { checkFloat } from '../op-kit/operands.ts'
import type { Tensor } from '../tensor.ts'
import { abs, add, mul, neg, square, sub } from './arithmetic.ts'
import { greater, where } from './comparisons.ts'
import { erf, exp, expm1, log1p } from './elementary.ts'

// Functions with a kernel: the gradient of x, from `grad`, that of y.
const reluGradient: UnaryGradient = (grad, _x, y) => gradientBeforeRelu(grad, y)
const sigmoidGradient: UnaryGradient = (grad, _x, y) => mul(grad, mul(y, sub(1, y)))
const tanhGradient: UnaryGradient = (grad, _x, y) => mul(grad, sub(1, square(y)))

// Composed functions: y, and the gradient of x.
const softplusRule: ComposedRule = {
  y: (x) => add(relu(x), log1p(exp(neg(abs(x))))),
  gradient: (grad, x) => mul(grad, sigmoid(x)),
}
const siluRule: ComposedRule = {
  y: (x) => mul(x, sigmoid(x)),
  gradient: (grad, x) => {
    const gate = sigmoid(x)
    return mul(grad, mul(gate, add(mul(x, sub(1, gate)), 1)))
  },
}
const geluRule: ComposedRule = {
  y: (x) => mul(x, normalDistribution(x)),
  gradient: (grad, x) => mul(grad, add(normalDistribution(x), mul(x, normalDensity(x)))),
}
const eluRule = (alpha: number): ComposedRule => ({
  y: (x) => where(greater(x, 0), x, mul(expm1(x), alpha)),
  gradient: (grad, x, y) => where(greater(x, 0), grad, mul(grad, add(y, alpha))),
})
const leakyReluRule = (slope: number): ComposedRule => ({
  y: (x) => where(greater(x, 0), x, mul(x, slope)),
  gradient: (grad, x) => where(greater(x, 0), grad, mul(grad, slope)),
})

const normalDistribution = (x: Tensor): Tensor => mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5)
const normalDensity = (x: Tensor): Tensor => mul(exp(mul(square(x), -0.5)), 0.3989422804014327)

const SELU_ALPHA = 1.6732632423543772
const SELU_SCALE = 1.0507009873554805

/**
 * max(x, 0); its derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import { relu, tensor } from '@thinned/tensor'
 *
 * console.log(relu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ 0, 0, 2 ]
 * ```
 */
export function relu(x: Tensor): Tensor {
  return applyUnary('relu', x, reluGradient)
}

/**
 * 1 / (1 + e^−x).
 *
 * @example
 * ```ts
 * import { sigmoid, tensor } from '@thinned/tensor'
 *
 * console.log(sigmoid(tensor([-100, 0, 2])).readSync()) // Float32Array(3) [ 3.783505853677006e-44, 0.5, 0.8807970285415649 ]
 * ```
 */
export function sigmoid(x: Tensor): Tensor {
  return applyUnary('sigmoid', x, sigmoidGradient)
}

/**
 * tanh x.
 *
 * @example
 * ```ts
 * import { tanh, tensor } from '@thinned/tensor'
 *
 * console.log(tanh(tensor([-100, 0, 0.5])).readSync()) // Float32Array(3) [ -1, 0, 0.46211713552474976 ]
 * ```
 */
export function tanh(x: Tensor): Tensor {
  return applyUnary('tanh', x, tanhGradient)
}

/**
 * ln(1 + e^x), which never overflows; its derivative is the sigmoid.
 *
 * @example
 * ```ts
 * import { softplus, tensor } from '@thinned/tensor'
 *
 * console.log(softplus(tensor([-1, 0, 100])).readSync()) // Float32Array(3) [ 0.3132616877555847, 0.6931471824645996, 100 ]
 * ```
 */
export function softplus(x: Tensor): Tensor {
  return applyComposed('softplus', x, softplusRule)
}

/**
 * x · σ(x) (Elfwing, Uchibe and Doya 2018; also called swish).
 *
 * @example
 * ```ts
 * import { silu, tensor } from '@thinned/tensor'
 *
 * console.log(silu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -0.2689414322376251, 0, 1.7615940570831299 ]
 * ```
 */
export function silu(x: Tensor): Tensor {
  return applyComposed('silu', x, siluRule)
}

/**
 * x · Φ(x), Φ the distribution function of the standard normal (Hendrycks and Gimpel 2016), exact.
 *
 * @example
 * ```ts
 * import { gelu, tensor } from '@thinned/tensor'
 *
 * console.log(gelu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -0.15865525603294373, 0, 1.9544997215270996 ]
 * ```
 */
export function gelu(x: Tensor): Tensor {
  return applyComposed('gelu', x, geluRule)
}

/**
 * x where x > 0, else alpha · (e^x − 1) (Clevert, Unterthiner and Hochreiter 2016); at 0 the derivative is alpha.
 *
 * @example
 * ```ts
 * import { elu, tensor } from '@thinned/tensor'
 *
 * console.log(elu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -0.6321205496788025, 0, 2 ]
 * ```
 */
export function elu(x: Tensor, alpha = 1): Tensor {
  return applyComposed('elu', x, eluRule(alpha))
}

/**
 * x where x > 0, else slope · x (Maas, Hannun and Ng 2013); at 0 the derivative is the slope.
 *
 * @example
 * ```ts
 * import { leakyRelu, tensor } from '@thinned/tensor'
 *
 * console.log(leakyRelu(tensor([-1, 0, 2]), 0.25).readSync()) // Float32Array(3) [ -0.25, 0, 2 ]
 * ```
 */
export function leakyRelu(x: Tensor, slope = 0.01): Tensor {
  return applyComposed('leakyRelu', x, leakyReluRule(slope))
}

/**
 * 1.0507… · elu(x, 1.6732…): keeps mean 0 and variance 1 from layer to layer (Klambauer et al. 2017, equation 14).
 *
 * @example
 * ```ts
 * import { selu, tensor } from '@thinned/tensor'
 *
 * console.log(selu(tensor([-1, 0, 2])).readSync()) // Float32Array(3) [ -1.1113307476043701, 0, 2.1014020442962646 ]
 * ```
 */
export function selu(x: Tensor): Tensor {
  checkFloat('selu', x)
  return scope(() => mul(elu(x, SELU_ALPHA), SELU_SCALE))
}
