import type { JsonValue } from '@thinned/nn'
import type { Answer } from '../../workers/asks.ts'
import type { ModelPart } from '../../workers/model-part.ts'
import type { PostedError } from '../../workers/posted-error.ts'

/** A worker is told to train one member. */
export interface Start {
  readonly type: 'start'
  readonly index: number
  readonly key: readonly [number, number]
}

/** What main tells a worker. */
export type ToWorker =
  | Start
  /** To end soon. */
  | { readonly type: 'abort' }
  /** What the place of the member's own run gave. */
  | ({ readonly type: 'answer' } & Answer)

/** What a worker tells main. */
export type FromWorker =
  /** Its module is there. */
  | { readonly type: 'ready' }
  /** Its module exports no build. */
  | { readonly type: 'unusable'; readonly exports: readonly string[] }
  | { readonly type: 'report'; readonly report: JsonValue }
  /** The place of the member's own run is asked: to save these bytes, or for the last ones. */
  | { readonly type: 'ask'; readonly call: number; readonly save: Uint8Array | undefined }
  | { readonly type: 'built'; readonly part: ModelPart }
  /** It returned what is no model. */
  | { readonly type: 'strange'; readonly what: string }
  | ({ readonly type: 'failed' } & PostedError)

/** Marks the messages, apart from those that a build may post. */
export const TAG = 'thinned member'

/** What a worker that trains members of a module calls its global, so that the module does not serve them too. */
export const SERVES = 'thinned member serves'

/** A message as it is posted. */
export interface Envelope<Message> {
  readonly tag: typeof TAG
  readonly message: Message
}
