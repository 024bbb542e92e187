import { checkFinite } from './batch.ts'
import { MetricsError } from './metrics-error.ts'

/** Activations of a layer [n, units], row-major. */
export interface ActivationBatch {
  readonly activations: ArrayLike<number>
  readonly units: number
}

/** How many rows there are; refuses what has none, and other units than were `seen` before (0 for none). */
export function checkActivations({ activations, units }: ActivationBatch, seen: number): number {
  if (!Number.isInteger(units) || units < 1) throw new MetricsError(`units is ${units}; it is an integer from 1.`)
  if (activations.length % units !== 0)
    throw new MetricsError(`${activations.length} activations do not divide into rows of ${units} units.`)
  if (seen > 0 && seen !== units)
    throw new MetricsError(
      `Activations of ${units} units were given after those of ${seen}; all batches have the same.`,
    )
  checkFinite('Activation', activations)
  return activations.length / units
}
