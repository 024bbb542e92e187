import type { AdamSettings } from '../../in-place/optimizer-steps.ts'
import type { View } from '../../view.ts'
import { binaryKernel } from '../elementwise.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../storage.ts'
import { sumFold } from '../sum-fold.ts'

/**
 * A step of gradient descent with momentum, in place in `parameter` and in `velocity`: v = momentum · v + g, w = w + (−rate) · d with d = v, or
 * with `nesterov` d = g + momentum · v. Floats; every product and sum is rounded to float32 in float32, where the scalars are float32
 * too.
 */
export function momentumStep(
  parameter: View,
  velocity: View,
  gradient: View,
  momentum: number,
  rate: number,
  nesterov: boolean,
): void {
  const [w, v, g] = [valuesOf(parameter.storage), valuesOf(velocity.storage), valuesOf(gradient.storage)]
  const round = parameter.dtype === 'float32' ? Math.fround : (value: number) => value
  const [mu, back] = [round(momentum), round(-rate)]
  forEachRun([parameter, velocity, gradient], (starts, steps, n) => {
    const [wStart, vStart, gStart] = starts as [number, number, number]
    const [wStep, vStep, gStep] = steps as [number, number, number]
    for (let i = 0; i < n; i++) {
      const slope = g[gStart + i * gStep]!
      const next = round(round(mu * v[vStart + i * vStep]!) + slope)
      const direction = nesterov ? round(slope + round(mu * next)) : next
      v[vStart + i * vStep] = next
      w[wStart + i * wStep] = w[wStart + i * wStep]! + round(back * direction)
    }
  })
}

/**
 * A step of Adam, in place in `parameter`, `mean` and `variance`: m = β1 · m + β1' · g, s = β2 · s + β2' · (g · g),
 * w = w + (−rate) · ((m ÷ meanLeft) ÷ (√(s ÷ varianceLeft) + ε)), with β' = 1 − β. Floats; every step is rounded to float32 in float32,
 * where the settings and the β' are float32 too.
 */
export function adamStep(
  parameter: View,
  mean: View,
  variance: View,
  gradient: View,
  { beta1, beta2, epsilon, rate, meanLeft, varianceLeft }: AdamSettings,
): void {
  const [w, m, s] = [valuesOf(parameter.storage), valuesOf(mean.storage), valuesOf(variance.storage)]
  const g = valuesOf(gradient.storage)
  const round = parameter.dtype === 'float32' ? Math.fround : (value: number) => value
  const [a, b, c, d] = [round(beta1), round(1 - beta1), round(beta2), round(1 - beta2)]
  const [left, leftOfSquares, small, back] = [round(meanLeft), round(varianceLeft), round(epsilon), round(-rate)]
  forEachRun([parameter, mean, variance, gradient], (starts, steps, n) => {
    const [wStart, mStart, sStart, gStart] = starts as [number, number, number, number]
    const [wStep, mStep, sStep, gStep] = steps as [number, number, number, number]
    for (let i = 0; i < n; i++) {
      const slope = g[gStart + i * gStep]!
      const first = round(round(a * m[mStart + i * mStep]!) + round(b * slope))
      const second = round(round(c * s[sStart + i * sStep]!) + round(d * round(slope * slope)))
      const root = round(Math.sqrt(round(second / leftOfSquares)))
      const direction = round(round(first / left) / round(root + small))
      m[mStart + i * mStep] = first
      s[sStart + i * sStep] = second
      w[wStart + i * wStep] = w[wStart + i * wStep]! + round(back * direction)
    }
  })
}

/**
 * out = round(round(scaleA · a) + round(scaleB · b)) (floats), round to float32 in float32, where the scales are float32 too. out may be a
 * or b.
 */
export function scaledSum(out: View, a: View, b: View, scaleA: number, scaleB: number): void {
  const isFloat32 = out.dtype === 'float32'
  const round = isFloat32 ? Math.fround : (value: number) => value
  const [p, q] = [round(scaleA), round(scaleB)]
  binaryKernel((to, start, step, x, xStart, xStep, y, yStart, yStep, n) => {
    if (isFloat32) {
      for (let i = 0; i < n; i++)
        to[start + i * step] = Math.fround(p * x[xStart + i * xStep]!) + Math.fround(q * y[yStart + i * yStep]!)
    } else {
      for (let i = 0; i < n; i++) to[start + i * step] = p * x[xStart + i * xStep]! + q * y[yStart + i * yStep]!
    }
  })(out, a, b)
}

/**
 * out [rows, columns] = x with every column whose Euclidean norm is above `limit` scaled to it: x · (limit / norm) there, x · 1 elsewhere.
 * norm = √Σ x² over the column in the order of `sumFold`; every step is rounded to float32 in float32, where the limit is float32
 * too. A norm that is NaN is not above. out may be x.
 */
export function maxNorm(out: View, x: View, limit: number): void {
  const [rows, columns] = x.shape as [number, number]
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  const isFloat32 = x.dtype === 'float32'
  const round = isFloat32 ? Math.fround : (value: number) => value
  const most = round(limit)
  const squares = new Float64Array(rows)
  for (let c = 0; c < columns; c++) {
    const first = x.offset + c * x.strides[1]!
    for (let r = 0; r < rows; r++) {
      const value = from[first + r * x.strides[0]!]!
      squares[r] = round(value * value)
    }
    const norm = round(Math.sqrt(sumFold(squares, rows, isFloat32)))
    const factor = norm > most ? round(most / norm) : 1
    for (let r = 0; r < rows; r++)
      to[out.offset + c * out.strides[1]! + r * out.strides[0]!] = from[first + r * x.strides[0]!]! * factor
  }
}
