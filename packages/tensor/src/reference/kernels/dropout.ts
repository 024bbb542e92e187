import { fillMask } from '@thinned/rng'
import type { MaskSpec } from '../../masks/mask.ts'
import { sizeOf } from '../../shape.ts'
import { broadcastView, denseView, type View } from '../../view.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../storage.ts'

/**
 * out = x · scale where the mask keeps, else exactly 0. A select: a dropped element is not read, so that its Inf or NaN
 * has no effect. The gradient is the same kernel on the gradient, with the mask drawn again.
 */
export function dropout(out: View, x: View, spec: MaskSpec): void {
  const bytes = maskBytes(spec)
  const kept = broadcastView(denseView({ dtype: 'uint8', length: bytes.length }, spec.shape), out.shape)
  const to = valuesOf(out.storage)
  const from = valuesOf(x.storage)
  const scale = spec.scale
  forEachRun([out, x, kept], (starts, steps, n) => {
    const [start, xStart, keptStart] = starts as [number, number, number]
    const [step, xStep, keptStep] = steps as [number, number, number]
    for (let i = 0; i < n; i++) {
      to[start + i * step] = bytes[keptStart + i * keptStep] === 1 ? from[xStart + i * xStep]! * scale : 0
    }
  })
}

/** out (uint8, dense, of the mask's shape) = 1 where mask law 1 keeps, 0 where it drops. */
export function mask(out: View, spec: MaskSpec): void {
  valuesOf(out.storage).set(maskBytes(spec), out.offset)
}

/** The mask's bytes in row-major order: 1 kept, 0 dropped. Below rank 2 there is one row. */
function maskBytes({ key, keys = [key], threshold, shape, row }: MaskSpec): Uint8Array {
  const bytes = new Uint8Array(sizeOf(shape))
  if (bytes.length === 0) return bytes
  const rows = (shape.length < 2 ? 1 : shape[0]!) / keys.length
  const columns = bytes.length / rows / keys.length
  for (const [sample, one] of keys.entries()) {
    const from = sample * rows * columns
    if (typeof row === 'number') fillMask(one, threshold, rows, columns, bytes, row, from)
    else for (const [k, place] of row.entries()) fillMask(one, threshold, 1, columns, bytes, place, from + k * columns)
  }
  return bytes
}
