import type { MaskSpec } from '../../masks/mask.ts'
import { broadcastView, denseView, type View } from '../../view.ts'
import { maskBytes } from '../mask-bytes.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../values.ts'

/**
 * out = x · scale where the mask keeps, else exactly 0. A select: what is dropped is not looked at, so its Inf or NaN
 * stays behind. The gradient is the same kernel on the gradient, with the mask drawn again.
 */
export function dropout(out: View, x: View, spec: MaskSpec): void {
  const bytes = maskBytes(spec)
  const kept = broadcastView(denseView({ dtype: 'uint8', length: bytes.length }, spec.shape), out.shape)
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  const scale = spec.scale
  forEachRun([out, x, kept], (starts, steps, n) => {
    const [at, xAt, keptAt] = starts as [number, number, number]
    const [step, xStep, keptStep] = steps as [number, number, number]
    for (let i = 0; i < n; i++) {
      to[at + i * step] = bytes[keptAt + i * keptStep] === 1 ? from[xAt + i * xStep]! * scale : 0
    }
  })
}
