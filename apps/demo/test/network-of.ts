import type { EpochRecord } from '@thinned/train'
import type { TrainedNetwork } from '../src/training/train-network.ts'

/** A trained network with these training losses of the full network, epoch by epoch. */
export function networkOf(losses: readonly number[], changes: Partial<TrainedNetwork> = {}): TrainedNetwork {
  const history = losses.map(
    (loss, epoch) =>
      ({ epoch, loss, thinnedLoss: 2 * loss, error: loss / 4, validationError: loss / 2 }) as EpochRecord,
  )
  return {
    trainError: 0.01,
    testError: 0.0425,
    gap: 0.0325,
    loss: losses.at(-1)!,
    thinnedLoss: 2 * losses.at(-1)!,
    epochs: losses.length,
    seconds: 12.34,
    backend: 'wasm',
    history,
    predicted: new Int32Array(0),
    features: { weights: new Float32Array(784 * 3).fill(0.5), units: 3 },
    ...changes,
  }
}
