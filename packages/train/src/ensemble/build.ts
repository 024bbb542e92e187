import type { AnyModel, JsonValue } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { CheckpointPlace } from '../checkpoint/checkpoint-store.ts'

/** What trains a member, from its key. Equal keys give equal members; the numbers of the others change nothing. */
export type Build<Member extends AnyModel = AnyModel> = (context: BuildContext) => Member | Promise<Member>

/** What `build` is given for a member. */
export interface BuildContext {
  /** The key of this member, for `fit`: that of the ensemble folded with 'member' and the index. */
  readonly key: Key
  /** Its number, from 0. */
  readonly index: number
  /** Aborts when the ensemble is stopped. Hand it to `fit`. */
  readonly signal: AbortSignal
  /**
   * The place of this member's own run in the store of the ensemble, so that `fit` goes on inside the member after a kill:
   * `checkpoint: { store: checkpointStore(place), everyEpochs: 1 }, resume: true`. Without a store nothing is kept in it.
   */
  readonly place: CheckpointPlace
  /** Tells `onProgress` of the ensemble. */
  report(value: JsonValue): void
}

/** What happened: a member is there, trained or from the store, or its build has reported. */
export interface EnsembleProgress {
  /** The members that are there. */
  readonly done: number
  readonly members: number
  /** The member that this is about. */
  readonly index: number
  /** What its build reported; absent where the member is there. */
  readonly report?: JsonValue
}
