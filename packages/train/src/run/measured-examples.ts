import { foldIn, type Key, permutation } from '@thinned/rng'
import type { Source } from '../batches/tensors.ts'
import type { RunOptions } from './fit-options.ts'

/** The default of `measureTraining`: enough for an error within about 1 %, and a small part of a large epoch. */
const DEFAULT = 2000

/** The number of training examples that are measured at the end of an epoch. */
export function measuredCount(
  { measureTraining = DEFAULT }: Pick<RunOptions, 'measureTraining'>,
  size: number,
): number {
  if (measureTraining === 'none') return 0
  return measureTraining === 'all' ? size : Math.min(measureTraining, size)
}

/**
 * The part of the training data that is measured: the first `count` examples of the permutation by run → 'measure' → 'examples', in the order of the
 * data. All of it is the source itself; none is undefined.
 */
export function measuredSource(train: Source, count: number, key: Key): Source | undefined {
  if (count === 0) return undefined
  if (count === train.size) return train
  const rows = permutation(foldIn(foldIn(key, 'measure'), 'examples'), train.size)
    .slice(0, count)
    .sort()
  return {
    ...train,
    size: count,
    fetch: (places, fetchKey) =>
      train.fetch(
        Uint32Array.from(places, (place) => rows[place]!),
        fetchKey,
      ),
  }
}
