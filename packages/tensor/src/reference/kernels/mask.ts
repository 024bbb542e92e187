import type { MaskSpec } from '../../masks/mask.ts'
import type { View } from '../../view.ts'
import { maskBytes } from '../mask-bytes.ts'
import { valuesOf } from '../values.ts'

/** out (uint8, dense, of the mask's shape) = 1 where mask law 1 keeps, 0 where it drops. */
export function mask(out: View, spec: MaskSpec): void {
  valuesOf(out.storage).set(maskBytes(spec), out.offset)
}
