import type { EpochRecord } from '@thinned/train'

/** What training one of the two networks gave. Errors are fractions, the gap is test minus training error. */
export interface Outcome {
  readonly trainError: number
  readonly testError: number
  readonly gap: number
  /** The full network's training loss at the end. */
  readonly loss: number
  /** The loss that training saw: the thinned network's. Equal to `loss` without dropout. */
  readonly thinnedLoss: number
  readonly epochs: number
  readonly seconds: number
}

/** An outcome with what did the arithmetic, and what the report draws. */
export interface Arm extends Outcome {
  /** Name of the backend that holds the trained weights. */
  readonly backend: string
  readonly history: readonly EpochRecord[]
  /** Class found for each test image. */
  readonly predicted: Int32Array
  /** First-layer weights, [pixels, units]. */
  readonly features: { readonly weights: Float32Array; readonly units: number }
}
