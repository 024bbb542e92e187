import type { BestCheckpointOptions } from '../checkpoint/best-checkpoints.ts'
import type { Events } from '../run/callbacks.ts'
import type { FitResult } from '../run/fit-options.ts'
import type { Answer } from '../workers/asks.ts'
import type { ModelPart } from '../workers/model-part.ts'
import type { PostedError } from '../workers/posted-error.ts'
import type { PlaceQuestion } from '../workers/posted-place.ts'

/** A worker is told to train. */
export interface Start {
  readonly type: 'start'
  readonly settings: unknown
  /** The events that main listens for. */
  readonly events: readonly (keyof Events)[]
  /** Main's checkpoint, without its store. */
  readonly checkpoint:
    | {
        readonly name?: string
        readonly siblings: boolean
        readonly every: {
          readonly everySteps?: number
          readonly everyEpochs?: number
          readonly best?: BestCheckpointOptions
        }
      }
    | undefined
  readonly resume: boolean | undefined
}

/** What main tells a worker. */
export type ToWorker =
  /** To say that it is ready. */
  | { readonly type: 'hello' }
  | Start
  /** To end soon. */
  | { readonly type: 'abort' }
  | ({ readonly type: 'answer' } & Answer)

/** An event of a run, or what a store is asked. */
export type Question =
  | { readonly of: 'event'; readonly kind: keyof Events; readonly event: unknown }
  | ({ readonly of: 'place' } & PlaceQuestion)

/** What a worker tells main. */
export type FromWorker =
  | { readonly type: 'ready' }
  /** It trains for another call. */
  | { readonly type: 'busy' }
  | { readonly type: 'ask'; readonly call: number; readonly question: Question }
  | { readonly type: 'ended'; readonly run: FitResult; readonly part: ModelPart }
  | ({ readonly type: 'failed' } & PostedError)

/** Marks the messages, apart from those that others post. */
export const TAG = 'thinned fit'

/** A message as it is posted: of which run. */
export interface Envelope<Message> {
  readonly tag: typeof TAG
  readonly run: number
  readonly message: Message
}
