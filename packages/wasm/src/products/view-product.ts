import { type Epilogue, sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Target } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitMultiply, type Matrix } from './product.ts'

/** A product's kernel: out [m, n] (dense) = a [m, k] · b [k, n], then bias by row, relu and mask. */
export type ViewProduct = (out: View, a: View, b: View, bias: View | undefined, epilogue: Epilogue) => void

/** The product of views, of any strides. */
export function emitViewProduct(module: Module, target: Target): (runtime: Runtime) => ViewProduct {
  const bindMultiply = emitMultiply(module, target)
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const withReadable = bindReadable(runtime)
    return (out, a, b, bias, epilogue) => {
      const [m, n] = out.shape as [number, number]
      withReadable(
        bias ? [a, b, bias] : [a, b],
        (left, right, biasView) =>
          multiply({
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
}

/** Whether a view can be read in place: a row of floats, or a matrix whose rows or columns are dense. */
function isMatrix({ shape, strides }: View): boolean {
  if (shape.length === 1) return strides[0] === 1 || shape[0] === 1
  return (strides[1] === 1 && strides[0]! >= shape[1]!) || (strides[0] === 1 && strides[1]! >= shape[0]!)
}

export function matrixOf(view: View): Matrix {
  const [rows, columns] = view.strides as [number, number]
  return { address: addressOf(view), rowStep: 4 * rows, columnStep: 4 * columns }
}

/** The values of `finishArguments`. */
export function epilogueValues(bias: View | undefined, { relu, mask }: Epilogue): number[] {
  const biasAddress = bias && sizeOf(bias.shape) > 0 ? addressOf(bias) : 0
  if (!mask) return [biasAddress, Number(relu), 0, 0, 0, 0, 1, 0, 0]
  const { key, threshold, scale, row } = mask
  return [
    biasAddress,
    Number(relu),
    1,
    key[0],
    key[1],
    threshold,
    scale,
    row % 0x1_0000_0000,
    Math.floor(row / 0x1_0000_0000),
  ]
}
