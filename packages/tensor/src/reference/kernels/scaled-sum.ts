import type { View } from '../../view.ts'
import { binaryKernel } from '../elementwise.ts'

/**
 * out = round(round(scaleA · a) + round(scaleB · b)) (floats), round to float32 in float32, where the scales are float32 too. out may be a
 * or b.
 */
export function scaledSum(out: View, a: View, b: View, scaleA: number, scaleB: number): void {
  const single = out.dtype === 'float32'
  const round = single ? Math.fround : (value: number) => value
  const [p, q] = [round(scaleA), round(scaleB)]
  binaryKernel((to, at, step, x, xAt, xStep, y, yAt, yStep, n) => {
    if (single) {
      for (let i = 0; i < n; i++)
        to[at + i * step] = Math.fround(p * x[xAt + i * xStep]!) + Math.fround(q * y[yAt + i * yStep]!)
    } else {
      for (let i = 0; i < n; i++) to[at + i * step] = p * x[xAt + i * xStep]! + q * y[yAt + i * yStep]!
    }
  })(out, a, b)
}
