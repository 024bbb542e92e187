import type { OpCase, OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { add, clip, div, maximum, minimum, mul, pow, sqrt, sub } from './arithmetic.ts'

type Operand = Tensor | number

/** A function of two operands of any dtype: of two tensors, and with a number on either side. */
function pairCases(fn: (a: Operand, b: Operand) => Tensor, number: number): OpCases {
  const { name } = fn
  const pair: OpCase = {
    call: fn,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes(name, a, b),
  }
  return {
    [name]: pair,
    [`${name} of a number`]: { call: (x) => fn(number, x), takes: dtypes },
    [`${name} with a number`]: { call: (x) => fn(x, number), takes: dtypes },
  }
}

const positive = { low: 0.2, high: 3 }

export const cases: OpCases = {
  ...pairCases(add, 2),
  ...pairCases(sub, 2),
  ...pairCases(mul, 2),
  ...pairCases(maximum, 1),
  ...pairCases(minimum, 1),
  div: { call: div, inputs: [{}, { low: 0.5 }], shape: (a, b) => broadcastShapes('div', a, b) },
  'div of a number': { call: (x) => div(2, x), inputs: [{ low: 0.5 }] },
  'div by a number': { call: (x) => div(x, 3) },
  sqrt: { call: sqrt, inputs: [positive] },
  pow: { call: pow, inputs: [positive, {}], shape: (a, b) => broadcastShapes('pow', a, b) },
  'pow of a number': { call: (x) => pow(2, x) },
  'pow to a number': { call: (x) => pow(x, 2.5), inputs: [positive] },
  clip: { call: (x) => clip(x, 0, 1), takes: dtypes },
  'clip with open ends': { call: (x) => clip(x, Number.NEGATIVE_INFINITY, 0.5) },
}
