/** A number of the network, estimated from batches that were drawn. */
export interface Estimate {
  /** Without bias but for a ratio, so a variance near 0 may come out below 0. */
  readonly value: number
  /** The standard deviation that the value has over other draws of batches and masks, by the jackknife over batches. */
  readonly standardError: number
}

/** How the gradient of a training step varies: that of one parameter, or of all together. Variances are traces of covariances. */
export interface GradientVariance {
  /** The squared norm of the mean gradient: the signal in the noise. */
  readonly squaredNorm: Estimate
  /** The variance that comes from the choice of the batch: of the mean over all masks, from batch to batch. */
  readonly fromBatches: Estimate
  /** The variance that comes from masks: from mask to mask on one batch, as a mean over batches. Both together are the variance of the gradient. */
  readonly fromMasks: Estimate
  /** fromMasks / fromBatches, a quotient of estimates, which has a bias. Null where fromBatches is not above 0. */
  readonly ratio: Estimate | null
  /** The full network on the same batches, without masks. */
  readonly full: {
    readonly squaredNorm: Estimate
    readonly fromBatches: Estimate
  }
}

/** How much of the noise of gradients comes from masks, and how much from batches, in plain JSON. */
export interface GradientNoise extends GradientVariance {
  /** The number of batches. */
  readonly batches: number
  /** The number of masks that each batch saw. */
  readonly draws: number
  /** Examples in a batch. */
  readonly batchSize: number
  /** The same of each parameter, by its path; each sum over parameters is that of all. */
  readonly parameters: readonly (GradientVariance & { readonly path: string })[]
}
