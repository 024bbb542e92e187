import type { EpochRecord } from '@thinned/train'
import type { Arm } from '../src/outcome.ts'

/** An arm whose full network's training loss went along `losses`. */
export function armOf(losses: readonly number[], given: Partial<Arm> = {}): Arm {
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
    ...given,
  }
}
