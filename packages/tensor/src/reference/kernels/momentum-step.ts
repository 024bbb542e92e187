import type { View } from '../../view.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../values.ts'

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
    const [wAt, vAt, gAt] = starts as [number, number, number]
    const [wStep, vStep, gStep] = steps as [number, number, number]
    for (let i = 0; i < n; i++) {
      const slope = g[gAt + i * gStep]!
      const next = round(round(mu * v[vAt + i * vStep]!) + slope)
      const direction = nesterov ? round(slope + round(mu * next)) : next
      v[vAt + i * vStep] = next
      w[wAt + i * wStep] = w[wAt + i * wStep]! + round(back * direction)
    }
  })
}
