import type { Pass } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** A layer whose mask can be seen: uint8, 1 kept, 0 dropped, with size 1 on each shared axis. */
export interface Masked {
  mask(x: Tensor, pass: Pass): Tensor
}

export const isMasked = (layer: object): layer is Masked => typeof (layer as Partial<Masked>).mask === 'function'
