import { now } from '../batches/event-loop.ts'
import type { Callback, CallbackAnswer, CheckpointErrorEvent, Events } from '../run/callbacks.ts'
import { postedError } from '../workers/posted-error.ts'

/** Milliseconds between two steps that main is told. */
const STEP_INTERVAL = 50

/**
 * The callback of a run in a worker that tells main the events it listens for. The run awaits the answer, but for steps: main is told at most 20 in a second, one
 * at a time, and what it answers holds from the next event on.
 */
export function postedCallback(
  events: readonly (keyof Events)[],
  tell: (kind: keyof Events, event: unknown) => Promise<unknown>,
): Callback {
  let stop = false
  let failure: { readonly error: unknown } | undefined
  let telling = false
  let last = Number.NEGATIVE_INFINITY
  const answer = (): CallbackAnswer => {
    if (failure) throw failure.error
    if (stop) return 'stop'
  }
  const told = async (kind: keyof Events, event: unknown): Promise<void> => {
    if ((await tell(kind, event)) === 'stop') stop = true
  }
  const step = (event: Events['step']): CallbackAnswer => {
    if (!telling && !stop && !failure && now() - last >= STEP_INTERVAL) {
      telling = true
      last = now()
      told('step', event)
        .catch((error: unknown) => {
          failure = { error }
        })
        .finally(() => {
          telling = false
        })
    }
    return answer()
  }
  const others = events
    .filter((kind) => kind !== 'step')
    .map((kind) => [
      kind,
      async (event: unknown): Promise<CallbackAnswer> => {
        await told(kind, kind === 'checkpointError' ? postedEvent(event as CheckpointErrorEvent) : event)
        return answer()
      },
    ])
  return { name: 'of main', ...(events.includes('step') ? { step } : {}), ...Object.fromEntries(others) }
}

const postedEvent = ({ step, error }: CheckpointErrorEvent): unknown => ({ step, error: postedError(error) })
