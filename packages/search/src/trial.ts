import type { Key } from '@thinned/rng'
import type { JsonObject, JsonValue } from './json.ts'

/** What a trial is given besides its settings. */
export interface TrialContext {
  /** How much it may spend, in its own unit, such as epochs. */
  readonly budget: number
  /** Of this trial alone, the same in every round: search → 'trial' → index. */
  readonly key: Key
  /** Its number in the search, from 0: the same in every round. */
  readonly index: number
  /** From 0. */
  readonly round: number
  /** Aborts when the search does; a moment later the thread is ended. */
  readonly signal: AbortSignal
  /** Tells the callbacks of the search how far it is. */
  report(progress: JsonValue): void
}

/**
 * What is tried: the exported function `trial` (or the default one) of a module. It returns the value that ranks it, alone or in an object with
 * what else is to be known of it, all JSON. It runs in a thread of its own, which ends with it.
 */
export type Trial<Settings = JsonObject> = (
  settings: Settings,
  context: TrialContext,
) => TrialAnswer | Promise<TrialAnswer>

/** The value that ranks a trial, alone or with what else is to be known of it. */
export type TrialAnswer = number | ({ readonly value: number } & { readonly [name: string]: JsonValue })
