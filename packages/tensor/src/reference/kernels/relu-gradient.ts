import type { View } from '../../view.ts'
import { binaryKernel } from '../elementwise.ts'

/** out = round(grad · scale) where y > 0, else +0: the gradient before relu, and before relu and dropout, of which y is the result. */
export function reluGradient(out: View, grad: View, y: View, scale: number): void {
  binaryKernel((to, at, step, g, gAt, gStep, result, rAt, rStep, n) => {
    for (let i = 0; i < n; i++) to[at + i * step] = result[rAt + i * rStep]! > 0 ? g[gAt + i * gStep]! * scale : 0
  })(out, grad, y)
}
