import { foldIn, type Key } from '@thinned/rng'
import type { RunModel } from '../batches/tensors.ts'

/** The networks that samples are drawn from, in rounds of `size`: a standard error is looked at after whole rounds. */
export interface Networks {
  readonly size: number
  /** What runs for a sample, and the key of its draws. */
  of(sample: number): { readonly model: RunModel; readonly key: Key }
}

/** The thinned networks of a model. Sample s draws from the key folded with s. */
export function networksOf(model: RunModel, key: Key): Networks {
  return { size: 1, of: (sample) => ({ model, key: foldIn(key, sample) }) }
}
