import { formatValue } from '@thinned/schema'
import {
  applyBinary,
  applyPair,
  applyUnary,
  type BinaryGradients,
  computeUnary,
  type UnaryGradient,
} from '../op-kit/elementwise.ts'
import { checkFloat } from '../op-kit/operands.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { equal, greater, where } from './comparisons.ts'

// Two operands: the gradients of a and b, from `grad`, that of the result.
const addGradients: BinaryGradients = { a: (grad) => grad, b: (grad) => grad, readOperands: false }
const subGradients: BinaryGradients = { a: (grad) => grad, b: (grad) => neg(grad), readOperands: false }
const mulGradients: BinaryGradients = { a: (grad, _a, b) => mul(grad, b), b: (grad, a) => mul(grad, a) }
const divGradients: BinaryGradients = {
  a: (grad, _a, b) => div(grad, b),
  b: (grad, a, b) => neg(div(mul(grad, a), mul(b, b))),
}
const powGradients: BinaryGradients = {
  a: (grad, a, b) => mul(grad, where(equal(b, 0), 0, mul(b, pow(a, sub(b, 1))))),
  b: (grad, a, b) => mul(grad, where(equal(a, 0), 0, mul(pow(a, b), computeUnary('log', a)))),
}

// One operand: the gradient of x, from `grad`, that of y.
const negGradient: UnaryGradient = (grad) => neg(grad)
const absGradient: UnaryGradient = (grad, x) => where(greater(x, 0), grad, where(greater(0, x), neg(grad), 0))
const squareGradient: UnaryGradient = (grad, x) => mul(grad, mul(x, 2))
const sqrtGradient: UnaryGradient = (grad, _x, y) => div(grad, mul(y, 2))

/**
 * a + b, broadcast.
 *
 * @example
 * ```ts
 * import { add, tensor } from '@thinned/tensor'
 *
 * console.log(add(tensor([[1, 2], [3, 4]]), tensor([10, 20])).readSync()) // Float32Array(4) [ 11, 22, 13, 24 ]
 * console.log(add(tensor([1, 2]), 0.5).readSync()) // Float32Array(2) [ 1.5, 2.5 ]
 * ```
 */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('add', a, b, addGradients)
}

/**
 * a − b, broadcast.
 *
 * @example
 * ```ts
 * import { sub, tensor } from '@thinned/tensor'
 *
 * console.log(sub(tensor([5, 7]), tensor([1, 2])).readSync()) // Float32Array(2) [ 4, 5 ]
 * console.log(sub(1, tensor([0.25, 0.5])).readSync()) // Float32Array(2) [ 0.75, 0.5 ]
 * ```
 */
export function sub(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('sub', a, b, subGradients)
}

/**
 * a · b, broadcast. int32 keeps the low 32 bits.
 *
 * @example
 * ```ts
 * import { mul, tensor } from '@thinned/tensor'
 *
 * console.log(mul(tensor([1, 2, 3]), tensor([4, 5, 6])).readSync()) // Float32Array(3) [ 4, 10, 18 ]
 * ```
 */
export function mul(a: Tensor | number, b: Tensor | number): Tensor {
  return applyBinary('mul', a, b, mulGradients)
}

/**
 * a ÷ b of floats, broadcast.
 *
 * @example
 * ```ts
 * import { div, tensor } from '@thinned/tensor'
 *
 * console.log(div(tensor([1, 2, 3]), 4).readSync()) // Float32Array(3) [ 0.25, 0.5, 0.75 ]
 * ```
 */
export function div(a: Tensor | number, b: Tensor | number): Tensor {
  checkFloats('div', a, b)
  return applyBinary('div', a, b, divGradients)
}

/**
 * base^exponent of floats, broadcast, for bases from 0; NaN for a negative base. x^0 is 1, also at x = 0, where the gradient with
 * respect to the exponent counts as 0.
 *
 * @example
 * ```ts
 * import { pow, tensor } from '@thinned/tensor'
 *
 * console.log(pow(tensor([1, 2, 3]), 3).readSync()) // Float32Array(3) [ 1, 8, 27 ]
 * console.log(pow(2, tensor([0.5, 10])).readSync()) // Float32Array(2) [ 1.4142135381698608, 1024 ]
 * ```
 */
export function pow(base: Tensor | number, exponent: Tensor | number): Tensor {
  checkFloats('pow', base, exponent)
  return applyBinary('pow', base, exponent, powGradients)
}

function checkFloats(op: string, ...operands: (Tensor | number)[]): void {
  for (const operand of operands) if (typeof operand !== 'number') checkFloat(op, operand)
}

/**
 * −x.
 *
 * @example
 * ```ts
 * import { neg, tensor } from '@thinned/tensor'
 *
 * console.log(neg(tensor([1, -2])).readSync()) // Float32Array(2) [ -1, 2 ]
 * ```
 */
export function neg(x: Tensor): Tensor {
  return applyUnary('neg', x, negGradient)
}

/**
 * |x|; its derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import { abs, tensor } from '@thinned/tensor'
 *
 * console.log(abs(tensor([-2, 0, 3])).readSync()) // Float32Array(3) [ 2, 0, 3 ]
 * ```
 */
export function abs(x: Tensor): Tensor {
  return applyUnary('abs', x, absGradient)
}

/**
 * x².
 *
 * @example
 * ```ts
 * import { square, tensor } from '@thinned/tensor'
 *
 * console.log(square(tensor([1, 2, 3])).readSync()) // Float32Array(3) [ 1, 4, 9 ]
 * ```
 */
export function square(x: Tensor): Tensor {
  return applyUnary('square', x, squareGradient)
}

/**
 * √x, correctly rounded.
 *
 * @example
 * ```ts
 * import { sqrt, tensor } from '@thinned/tensor'
 *
 * console.log(sqrt(tensor([1, 4, 6.25])).readSync()) // Float32Array(3) [ 1, 2, 2.5 ]
 * ```
 */
export function sqrt(x: Tensor): Tensor {
  return applyUnary('sqrt', x, sqrtGradient)
}

/**
 * The larger of a and b, broadcast; NaN where one is NaN. Where they are equal the result is b, which gets the gradient.
 *
 * @example
 * ```ts
 * import { maximum, tensor } from '@thinned/tensor'
 *
 * console.log(maximum(tensor([1, 5]), tensor([3, 2])).readSync()) // Float32Array(2) [ 3, 5 ]
 * console.log(maximum(tensor([-1, 1]), 0).readSync()) // Float32Array(2) [ 0, 1 ]
 * ```
 */
export function maximum(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('maximum', a, b, (a, b) => firstOrNaN(greater(a, b), a, b))
}

/**
 * The smaller of a and b, broadcast; NaN where one is NaN. Where they are equal the result is b, which gets the gradient.
 *
 * @example
 * ```ts
 * import { minimum, tensor } from '@thinned/tensor'
 *
 * console.log(minimum(tensor([1, 5]), tensor([3, 2])).readSync()) // Float32Array(2) [ 1, 2 ]
 * ```
 */
export function minimum(a: Tensor | number, b: Tensor | number): Tensor {
  return applyPair('minimum', a, b, (a, b) => firstOrNaN(greater(b, a), a, b))
}

/** a where the condition holds or a is NaN, else b. */
function firstOrNaN(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  return where(condition, a, where(equal(a, a), b, a))
}

/**
 * x within [low, high]; NaN stays. The gradient is that of x inside, and 0 where x was moved or lies on a bound.
 *
 * @example
 * ```ts
 * import { clip, tensor } from '@thinned/tensor'
 *
 * console.log(clip(tensor([-3, 0.5, 7]), 0, 1).readSync()) // Float32Array(3) [ 0, 0.5, 1 ]
 * ```
 */
export function clip(x: Tensor, low: number, high: number): Tensor {
  if (!(typeof low === 'number' && typeof high === 'number' && low <= high))
    throw new TensorError(
      `clip was given the bounds ${formatValue(low)} and ${formatValue(high)}; it takes two numbers, the lower first.`,
    )
  return applyPair('clip', x, low, (x, low) => applyPair('clip', maximum(x, low), high, minimum))
}
