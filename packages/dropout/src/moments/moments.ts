import type { Tensor } from '@thinned/tensor'

/** The mean and the variance of units that are thought to be normal and independent of each other. */
export interface Moments {
  readonly mean: Tensor
  /** From 0, of the mean's shape; left out where nothing is random yet. */
  readonly variance?: Tensor | undefined
}

/** The mean and the variance of each output over all masks, both of the outputs' shape. */
export interface OutputMoments {
  readonly mean: Tensor
  readonly variance: Tensor
}
