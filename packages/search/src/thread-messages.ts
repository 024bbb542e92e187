import type { JsonValue } from './json.ts'
import type { PlannedTrial } from './trial-record.ts'

/** What a thread is started with. */
export interface ThreadStart {
  readonly module: string
  readonly planned: PlannedTrial
  readonly key: readonly [number, number]
}

/** What a thread says. The answer is JSON text: what JSON does to it is done before it is ranked or logged. */
export type ThreadMessage =
  | { readonly type: 'report'; readonly progress: JsonValue }
  | { readonly type: 'answer'; readonly value: number; readonly details: string }
  | { readonly type: 'failed'; readonly error: string }
  | { readonly type: 'unusable'; readonly reason: string }
