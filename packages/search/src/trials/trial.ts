import type { Key } from '@thinned/rng'
import type { JsonObject, JsonValue } from '../json.ts'

/** What a trial receives besides its settings. */
export interface TrialContext {
  /** How much it may spend, in a unit that the trial chooses, such as epochs. */
  readonly budget: number
  /** The key of this trial, the same in every round: search → 'trial' → index. */
  readonly key: Key
  /** Its number in the search, from 0: the same in every round. */
  readonly index: number
  /** From 0. */
  readonly round: number
  /** Aborts when the search does; a moment later the thread is ended. */
  readonly signal: AbortSignal
  /** Reports progress to the callbacks of the search. */
  report(progress: JsonValue): void
}

/**
 * A trial: the function `trial` (or the default one) that a module exports. It returns the value that ranks it, alone or in an object with
 * further details, all JSON. It runs in a separate thread, which ends with it.
 */
export type Trial<Settings = JsonObject> = (
  settings: Settings,
  context: TrialContext,
) => TrialResult | Promise<TrialResult>

/** The value that ranks a trial, alone or with further details. */
export type TrialResult = number | ({ readonly value: number } & { readonly [name: string]: JsonValue })
