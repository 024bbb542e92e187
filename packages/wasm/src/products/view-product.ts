import type { Epilogue, View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Target } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { epilogueValues } from './epilogue.ts'
import { emitMultiply, type Matrix } from './product.ts'

/** out [m, n] (dense) = a [m, k] · b [k, n], then bias [n], relu and mask. */
export type ViewProduct = (
  runtime: Runtime,
  out: View,
  a: View,
  b: View,
  bias: View | undefined,
  epilogue: Epilogue,
) => void

/** Emits the product of views of any strides. */
export function emitViewProduct(module: Module, target: Target): ViewProduct {
  const multiply = emitMultiply(module, target)
  const withReadable = emitWithReadable(module)
  return (runtime, out, a, b, bias, epilogue) => {
    const [m, n] = out.shape as [number, number]
    withReadable(
      runtime,
      bias ? [a, b, bias] : [a, b],
      (left, right, biasView) =>
        multiply(runtime, {
          a: matrixOf(left!),
          b: matrixOf(right!),
          to: addressOf(out),
          m,
          n,
          k: a.shape[1]!,
          epilogue: epilogueValues(biasView, epilogue),
        }),
      isMatrix,
    )
  }
}

/** Whether the product reads a view in place: a dense vector, or a matrix with dense rows or columns. */
function isMatrix({ shape, strides }: View): boolean {
  if (shape.length === 1) return strides[0] === 1 || shape[0] === 1
  return (strides[1] === 1 && strides[0]! >= shape[1]!) || (strides[0] === 1 && strides[1]! >= shape[0]!)
}

export function matrixOf(view: View): Matrix {
  const [rows, columns] = view.strides as [number, number]
  return { address: addressOf(view), rowStep: 4 * rows, columnStep: 4 * columns }
}
