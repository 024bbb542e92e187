import type { Dataset } from '@thinned/data'
import type { Model } from '@thinned/nn'
import { type Evaluation, evaluate, type LossOption, type StopSignal } from '@thinned/train'

/** Loss and error of a network. The error is null where there are no classes. */
export interface NetworkScore {
  readonly loss: number
  readonly error: number | null
}

/** What all passes of a diagnosis have in common. */
export interface Measured {
  readonly data: Dataset
  readonly loss: LossOption | undefined
  readonly batchSize: number
  readonly signal: StopSignal | undefined
  /** Called after each forward pass over a batch. */
  readonly onPass: () => void
}

/** The loss and the error of a model on the examples of a diagnosis. */
export async function scoreOf(
  model: Model,
  { data, loss, batchSize, signal, onPass }: Measured,
): Promise<NetworkScore> {
  const options = { batchSize, onProgress: onPass, ...(loss && { loss }), ...(signal && { signal }) }
  const { loss: mean, error }: Evaluation = await evaluate(model, data, options)
  return { loss: mean, error: Number.isNaN(error) ? null : error }
}
