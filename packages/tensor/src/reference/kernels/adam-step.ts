import type { AdamSettings } from '../../adam-settings.ts'
import type { View } from '../../view.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../values.ts'

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
    const [wAt, mAt, sAt, gAt] = starts as [number, number, number, number]
    const [wStep, mStep, sStep, gStep] = steps as [number, number, number, number]
    for (let i = 0; i < n; i++) {
      const slope = g[gAt + i * gStep]!
      const first = round(round(a * m[mAt + i * mStep]!) + round(b * slope))
      const second = round(round(c * s[sAt + i * sStep]!) + round(d * round(slope * slope)))
      const root = round(Math.sqrt(round(second / leftOfSquares)))
      const direction = round(round(first / left) / round(root + small))
      m[mAt + i * mStep] = first
      s[sAt + i * sStep] = second
      w[wAt + i * wStep] = w[wAt + i * wStep]! + round(back * direction)
    }
  })
}
