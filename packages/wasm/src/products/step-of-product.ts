import { isContiguous, SUM_CHUNK, type View } from '@thinned/tensor'
import { emitInPlace, type Rule } from '../elementwise/in-place.ts'
import type { Module } from '../emit/module.ts'
import type { Target } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf, denseViewAt } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitProduct, isMatrix, matrixOf } from './product.ts'
import { SMALL } from './small-product.ts'
import { emitStepRows, ruleValues } from './step-rows.ts'

/** Updates operands [m, n] in place by a rule whose last operand is a · b. */
export type StepOfProduct = (
  runtime: Runtime,
  operands: readonly View[],
  a: View,
  b: View,
  numbers: readonly number[],
) => void

/**
 * Emits the step of a rule along a product that is not written to memory: a thread takes the step along each part of the product while the part
 * is in its cache. The bits are those of the product and then the step, which is what happens where the product is a sum of several
 * chunks, or what the step updates is not dense.
 */
export function emitStepOfProduct(module: Module, target: Target, rule: Rule): StepOfProduct {
  const { multiply, step } = emitProduct(module, target)
  const inPlace = emitInPlace(module, rule)
  const withReadable = emitWithReadable(module)
  const index = emitStepRows(module, rule)
  return (runtime, operands, a, b, numbers) => {
    const [m, k] = a.shape as [number, number]
    const n = b.shape[1]!
    if (m === 0 || n === 0) return
    const isTiled = k > 0 && k <= SUM_CHUNK && operands.every(isContiguous)
    const take = (left: View, right: View): void => {
      const product = { a: matrixOf(left), b: matrixOf(right), m, n, k }
      if (isTiled) step(runtime, product, ruleValues(index, 4 * n, operands.map(addressOf), numbers))
      else
        runtime.withScratch(4 * m * n, (to) => {
          multiply(runtime, { ...product, to })
          inPlace(runtime, [...operands, denseViewAt(to, 'float32', [m, n])], numbers)
        })
    }
    const takeHere = (): void => withReadable(runtime, [a, b], (left, right) => take(left!, right!), isMatrix)
    if (m * n * k < SMALL) runtime.alone(takeHere)
    else takeHere()
  }
}
