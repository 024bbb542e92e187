import type { AdamSettings } from '../../in-place/optimizer-steps.ts'
import type { View } from '../../view.ts'

import { binaryKernel } from '../elementwise.ts'
import { product } from '../matmul/product.ts'
import { forEachRun } from '../runs.ts'
import { newDense, valuesOf } from '../storage.ts'
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
 * where the settings and the β' are float32 too. g is the gradient within ±2^63 (float64: ±2^511), whose squares have a mean.
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
  const bound = parameter.dtype === 'float32' ? 0x8000000000000000 : 6.703903964971299e153
  forEachRun([parameter, mean, variance, gradient], (starts, steps, n) => {
    const [wStart, mStart, sStart, gStart] = starts as [number, number, number, number]
    const [wStep, mStep, sStep, gStep] = steps as [number, number, number, number]
    for (let i = 0; i < n; i++) {
      const slope = Math.max(Math.min(g[gStart + i * gStep]!, bound), -bound)
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

// Steps along a gradient that is the product a [m, k] · b [k, n], in the order of `matmul`: it need not be written to memory.

/** `momentumStep` along a · b. */
export function momentumStepOfProduct(
  parameter: View,
  velocity: View,
  a: View,
  b: View,
  momentum: number,
  rate: number,
  nesterov: boolean,
): void {
  momentumStep(parameter, velocity, productOf(a, b), momentum, rate, nesterov)
}

/** `adamStep` along a · b. */
export function adamStepOfProduct(
  parameter: View,
  mean: View,
  variance: View,
  a: View,
  b: View,
  settings: AdamSettings,
): void {
  adamStep(parameter, mean, variance, productOf(a, b), settings)
}

/** out = scaleA · out + scaleB · (a · b), as `scaledSum`. */
export function scaledSumOfProduct(out: View, a: View, b: View, scaleA: number, scaleB: number): void {
  scaledSum(out, out, productOf(a, b), scaleA, scaleB)
}

function productOf(a: View, b: View): View {
  const out = newDense(a.dtype, [a.shape[0]!, b.shape[1]!])
  product(out, a, b)
  return out
}

/** What a float type holds: where sums of squares lose digits, its smallest normal number, and powers of 2 that bring numbers near 1. */
const RANGES = {
  // 2^−100, 2^−126. The squares of float32 numbers are exact in float64.
  float32: { least: 7.888609052210118e-31, normal: 1.1754943508222875e-38, smaller: 1, larger: 1 },
  float64: {
    least: 1.1830521861667747e-271,
    normal: 2.2250738585072014e-308,
    smaller: 2.778448436856347e-163,
    larger: 4.149515568880993e180,
  },
}

/**
 * out [rows, columns] = x with every column whose Euclidean norm is above `limit` scaled to it: x · (limit / norm) there, x · 1 elsewhere.
 * norm = √Σ x² over the column in the order of `sumFold`; every step is rounded to float32 in float32, where the limit is float32
 * too. A norm that is NaN is not above. out may be x.
 *
 * Where the sum overflows, where limit / norm is below 2^−126, or where the sum and the limit's square are both below about 2^−100, float32
 * adds the squares in float64 over rising rows, and rounds x · (limit / norm) once. (float64 takes x times a power of 2.)
 */
export function maxNorm(out: View, x: View, limit: number): void {
  const [rows, columns] = x.shape as [number, number]
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  const isFloat32 = x.dtype === 'float32'
  const round = isFloat32 ? Math.fround : (value: number) => value
  const range = isFloat32 ? RANGES.float32 : RANGES.float64
  const most = round(limit)
  const least = most < 2 * Math.sqrt(range.least) ? range.least : 0
  const column = new Float64Array(rows)
  const squares = new Float64Array(rows)
  for (let c = 0; c < columns; c++) {
    const first = x.offset + c * x.strides[1]!
    for (let r = 0; r < rows; r++) {
      column[r] = from[first + r * x.strides[0]!]!
      squares[r] = round(column[r]! * column[r]!)
    }
    const sum = sumFold(squares, rows, isFloat32)
    const norm = round(Math.sqrt(sum))
    let factor = norm > most ? round(most / norm) : 1
    if (sum < least || factor < range.normal) {
      const scale = sum < least ? range.larger : range.smaller
      let total = 0
      for (let r = 0; r < rows; r++) {
        const scaled = column[r]! * scale
        total += scaled * scaled
      }
      factor = Math.sqrt(total) > most * scale ? (most / Math.sqrt(total)) * scale : 1
    }
    for (let r = 0; r < rows; r++) to[out.offset + c * out.strides[1]! + r * out.strides[0]!] = column[r]! * factor
  }
}
