import type { Key } from '@thinned/rng'
import type { Dataset, Values } from './dataset.ts'
import type { Arrays } from './nd-array.ts'

/** Examples that are fetched batch by batch: from files larger than memory, from a worker, or changed anew in every epoch. */
export interface DataSource<Inputs extends Arrays = Values, Targets extends Arrays = Values> {
  readonly name: string
  /** How many examples there are. */
  readonly size: number
  readonly classes?: number
  readonly classNames?: readonly string[]
  /** The shape of one example's inputs, without the batch axis; of each, where there are several by name. */
  readonly inputShape: ShapeOf<Inputs>
  readonly targetShape: ShapeOf<Targets>
  /** Equal for equal contents, as `fingerprint` of a data set is: a checkpoint names it. */
  readonly fingerprint: string
  /**
   * The examples at `rows`, in that order. With a key (the trainer gives one for each epoch) what is random about example i follows from
   * `foldIn(key, i)` alone, whatever the batch; without one nothing is. Calls may overlap.
   */
  fetch(rows: ArrayLike<number>, key?: Key): Promise<Dataset<Inputs, Targets>>
}

/** The shape of an array, or of each of several by name. */
export type ShapeOf<A extends Arrays> = A extends { readonly shape: readonly number[] }
  ? readonly number[]
  : { readonly [Name in keyof A]: readonly number[] }
