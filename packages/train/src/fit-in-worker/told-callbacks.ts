import type { Callback, Events } from '../run/callbacks.ts'
import { TrainError, textOf } from '../train-error.ts'
import { errorOf, type PostedError } from '../workers/posted-error.ts'
import type { Question } from './messages.ts'

/** An event of a run in a worker. */
type Told = Question & { readonly of: 'event' }

const KINDS = ['start', 'step', 'validation', 'epoch', 'checkpoint', 'checkpointError', 'stop'] as const

/** The callbacks of main, told the events of a run in a worker one after another. */
export class ToldCallbacks {
  readonly #callbacks: readonly Callback[]
  #last: Promise<unknown> = Promise.resolve()
  /** What a callback threw first. */
  thrown: unknown

  constructor(callbacks: readonly Callback[]) {
    this.#callbacks = callbacks
  }

  /** The events that one of them listens for. */
  get events(): readonly (keyof Events)[] {
    return KINDS.filter((kind) => this.#callbacks.some((callback) => callback[kind]))
  }

  /** Tells an event when those before are told. The result is 'stop' where a callback asks for it. */
  tell(told: Told): Promise<'stop' | undefined> {
    const answer = this.#last.then(() => this.#tell(told))
    this.#last = answer.catch((error: unknown) => {
      this.thrown ??= error
    })
    return answer
  }

  /** Waits for the events that are being told. @throws {TrainError} where a callback threw. */
  async end(): Promise<void> {
    await this.#last
    if (this.thrown === undefined) return
    throw new TrainError(`The callback of main failed at the event step: ${textOf(this.thrown)}`, {
      code: 'failed',
      cause: this.thrown,
    })
  }

  async #tell({ kind, event }: Told): Promise<'stop' | undefined> {
    let answer: 'stop' | undefined
    const heard = kind === 'checkpointError' ? heardError(event) : event
    for (const callback of this.#callbacks) if ((await callback[kind]?.(heard as never)) === 'stop') answer = 'stop'
    return answer
  }
}

function heardError(event: unknown): Events['checkpointError'] {
  const { step, error } = event as { readonly step: number; readonly error: PostedError }
  return { step, error: errorOf(error) }
}
