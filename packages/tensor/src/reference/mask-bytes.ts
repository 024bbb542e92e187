import { fillMask } from '@thinned/rng'
import type { MaskSpec } from '../masks/mask.ts'
import { sizeOf } from '../shape.ts'

/** The mask's bytes in row-major order: 1 kept, 0 dropped. Below rank 2 there is one row. */
export function maskBytes({ key, threshold, shape, row }: MaskSpec): Uint8Array {
  const bytes = new Uint8Array(sizeOf(shape))
  if (bytes.length === 0) return bytes
  const rows = shape.length < 2 ? 1 : shape[0]!
  fillMask(key, threshold, rows, bytes.length / rows, bytes, row)
  return bytes
}
