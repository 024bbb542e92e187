import { takeExamples } from '@thinned/metrics'
import type { Predicted } from './tested.ts'

/** The rows of a batch that are finite. */
export function finite<Batch extends object>(
  batch: Batch,
  count: number,
  isWhole: (row: number) => boolean,
): Pick<Predicted<Batch>, 'batch' | 'places' | 'leftOut'> {
  const all = Array.from({ length: count }, (_, row) => row)
  const places = all.filter(isWhole)
  return {
    batch: places.length === count ? batch : takeExamples(batch, places),
    places,
    leftOut: count - places.length,
  }
}
