import { applyUnary, type UnaryGradient } from '../op-kit/elementwise.ts'
import type { Tensor } from '../tensor.ts'
import { add, div, mul, neg, square } from './arithmetic.ts'

/** 2/√π. */
const ERF_SLOPE = 1.1283791670955126

// The gradient of x, from `grad`, that of y = f(x).
const expGradient: UnaryGradient = (grad, _x, y) => mul(grad, y)
const expm1Gradient: UnaryGradient = (grad, _x, y) => mul(grad, add(y, 1))
const logGradient: UnaryGradient = (grad, x) => div(grad, x)
const log1pGradient: UnaryGradient = (grad, x) => div(grad, add(x, 1))
const erfGradient: UnaryGradient = (grad, x) => mul(grad, mul(exp(neg(square(x))), ERF_SLOPE))
const sinGradient: UnaryGradient = (grad, x) => mul(grad, cos(x))
const cosGradient: UnaryGradient = (grad, x) => neg(mul(grad, sin(x)))

/**
 * e^x.
 *
 * @example
 * ```ts
 * import { exp, tensor } from '@thinned/tensor'
 *
 * console.log(exp(tensor([0, 1, 2])).readSync()) // Float32Array(3) [ 1, 2.7182817459106445, 7.389056205749512 ]
 * ```
 */
export function exp(x: Tensor): Tensor {
  return applyUnary('exp', x, expGradient)
}

/**
 * e^x − 1.
 *
 * @example
 * ```ts
 * import { expm1, tensor } from '@thinned/tensor'
 *
 * console.log(expm1(tensor([0, 1e-8])).readSync()) // Float32Array(2) [ 0, 9.99999993922529e-9 ]
 * ```
 */
export function expm1(x: Tensor): Tensor {
  return applyUnary('expm1', x, expm1Gradient)
}

/**
 * ln x.
 *
 * @example
 * ```ts
 * import { log, tensor } from '@thinned/tensor'
 *
 * console.log(log(tensor([1, 2, 4])).readSync()) // Float32Array(3) [ 0, 0.6931471824645996, 1.3862943649291992 ]
 * ```
 */
export function log(x: Tensor): Tensor {
  return applyUnary('log', x, logGradient)
}

/**
 * ln(1 + x).
 *
 * @example
 * ```ts
 * import { log1p, tensor } from '@thinned/tensor'
 *
 * console.log(log1p(tensor([0, 1e-8])).readSync()) // Float32Array(2) [ 0, 9.99999993922529e-9 ]
 * ```
 */
export function log1p(x: Tensor): Tensor {
  return applyUnary('log1p', x, log1pGradient)
}

/**
 * The error function 2/√π ∫₀ˣ e^−t² dt.
 *
 * @example
 * ```ts
 * import { erf, tensor } from '@thinned/tensor'
 *
 * console.log(erf(tensor([0, 1, 2])).readSync()) // Float32Array(3) [ 0, 0.8427007794380188, 0.9953222870826721 ]
 * ```
 */
export function erf(x: Tensor): Tensor {
  return applyUnary('erf', x, erfGradient)
}

/**
 * sin x for |x| ≤ 8192.
 *
 * @example
 * ```ts
 * import { sin, tensor } from '@thinned/tensor'
 *
 * console.log(sin(tensor([0, 0.5, 1])).readSync()) // Float32Array(3) [ 0, 0.4794255495071411, 0.8414709568023682 ]
 * ```
 */
export function sin(x: Tensor): Tensor {
  return applyUnary('sin', x, sinGradient)
}

/**
 * cos x for |x| ≤ 8192.
 *
 * @example
 * ```ts
 * import { cos, tensor } from '@thinned/tensor'
 *
 * console.log(cos(tensor([0, 0.5, 1])).readSync()) // Float32Array(3) [ 1, 0.8775825500488281, 0.5403022766113281 ]
 * ```
 */
export function cos(x: Tensor): Tensor {
  return applyUnary('cos', x, cosGradient)
}
