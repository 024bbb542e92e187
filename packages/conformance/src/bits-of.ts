import type { Tensor } from '@thinned/tensor'

/** The bits of a float32 tensor, word by word; all NaN count as one. */
export function bitsOf(x: Tensor): readonly number[] {
  const values = Float32Array.from(x.readSync(), (value) => (Number.isNaN(value) ? Number.NaN : value))
  return Array.from(new Uint32Array(values.buffer))
}
