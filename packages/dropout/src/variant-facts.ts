import type { Layer, Pass } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import type { KeepOption } from './keep-option.ts'

/** What a variant states about itself, for the laws that check it and the tables that show it. */
export interface VariantFacts {
  readonly name: string
  /** What is dropped together. */
  readonly drops: string
  /** The noise's values where the input is 1: 'two-point' is {0, 1/keep}. */
  readonly support: 'two-point' | 'continuous'
  /** Mean of the noise that multiplies the input. */
  readonly mean: (keep: number) => number
  /** Variance of that noise. */
  readonly variance: (keep: number) => number
  /** What evaluation does. */
  readonly evaluation: 'identity'
  /** Paper and equation. */
  readonly source: string
  readonly make: (option: KeepOption) => MaskedLayer
}

/** A layer whose mask can be seen. */
export interface MaskedLayer extends Layer<'any', 'same'> {
  /** The mask that `forward` uses for x in this pass: uint8, 1 kept, 0 dropped, 1 long at each shared axis. */
  mask(x: Tensor, pass: Pass): Tensor
}
