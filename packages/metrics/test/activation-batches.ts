import { foldIn, type Key, normal } from '@thinned/rng'
import type { ActivationBatch } from '../src/batches/batch.ts'
import type { MetricCase } from './cases.ts'

/** Of four units: the first two have much in common, as relu gives them; the last is dead. */
export function activationBatch(key: Key, n: number): ActivationBatch {
  const [common, own] = [normal(foldIn(key, 'common'), n), normal(foldIn(key, 'own'), 3 * n)]
  const rows = Array.from(common, (z, row) => {
    const [a, b, c] = own.subarray(3 * row, 3 * row + 3)
    return [Math.max(2 * z + a!, 0), Math.max(b! - z, 0), 100 + c!, 0]
  })
  return { activations: rows.flat(), units: 4 }
}

/** After a batch of four units. */
export const refusedActivations: MetricCase<unknown, ActivationBatch, unknown>['refused'] = [
  [{ activations: [1, 2, 3], units: 4 }, '3 activations do not divide into rows of 4 units.'],
  [{ activations: [], units: 0 }, 'units is 0; it is an integer from 1.'],
  [{ activations: [1, 2, 3, Infinity], units: 4 }, 'Activation 3 is Infinity; a number from −1e150 to 1e150'],
]
