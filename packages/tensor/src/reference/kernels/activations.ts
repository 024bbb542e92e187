import * as float32 from '@thinned/math'
import * as float64 from '@thinned/math/float64'
import type { View } from '../../view.ts'
import { binaryKernel, functionKernel, type UnaryKernel, unaryKernel } from '../elementwise.ts'

/** out = x where x > 0, else 0; NaN stays NaN. */
export const relu: UnaryKernel = unaryKernel((out, start, step, x, xStart, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xStart + i * xStep]!
    out[start + i * step] = value > 0 || Number.isNaN(value) ? value : 0
  }
})

/** out = round(grad · scale) where y > 0, else +0. y is the result of relu, or of relu and dropout, and out the gradient before them. */
export function reluGradient(out: View, grad: View, y: View, scale: number): void {
  binaryKernel((to, start, step, gradient, gradStart, gradStep, result, yStart, yStep, n) => {
    for (let i = 0; i < n; i++)
      to[start + i * step] = result[yStart + i * yStep]! > 0 ? gradient[gradStart + i * gradStep]! * scale : 0
  })(out, grad, y)
}

/** out = 1 / (1 + e⁻ˣ), in the sequence of operations that `@thinned/math` documents. */
export const sigmoid: UnaryKernel = functionKernel(float32.sigmoid, float64.sigmoid)

/** out = tanh x, in the sequence of operations that `@thinned/math` documents. */
export const tanh: UnaryKernel = functionKernel(float32.tanh, float64.tanh)
