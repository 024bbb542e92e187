import type { AnyModel } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import { TrainError } from '../../train-error.ts'
import { Asks } from '../../workers/asks.ts'
import { partOf } from '../../workers/model-part.ts'
import { postedError } from '../../workers/posted-error.ts'
import { pageScope } from '../../workers/worker-scope.ts'
import type { Build } from '../build.ts'
import { type Envelope, type FromWorker, SERVES, type Start, TAG, type ToWorker } from './messages.ts'

// Every platform has it; the library's type environment, free of Node and DOM, does not know it.
declare const AbortController: new () => { readonly signal: AbortSignal; abort(): void }

/**
 * Makes a worker of a browser, of Deno or of Bun train the members of an ensemble with this function: the last line of a module that a bundler makes
 * a worker of. Main hands `ensemble` that worker: `{ worker: () => new Worker(new URL('./member.js', import.meta.url), { type: 'module' }) }`.
 * Elsewhere it does nothing.
 *
 * @param build Trains a member, as that of `ensemble`.
 * @example
 * ```ts
 * import { init, linear } from '@thinned/nn'
 * import { type Build, serveMembers } from '@thinned/train'
 *
 * const build: Build = ({ key }) => {
 *   const model = linear(2, 2)
 *   init(model, key)
 *   return model
 * }
 * console.log(serveMembers(build)) // undefined
 * ```
 */
export function serveMembers(build: Build): void {
  if (typeof build !== 'function')
    throw new TrainError(
      `serveMembers was given ${formatValue(build)} as build; it takes a function that trains a model and returns it.`,
    )
  const scope = pageScope()
  if (!scope || (globalThis as { readonly [SERVES]?: boolean })[SERVES]) return
  const send = (message: FromWorker): void => scope.post({ tag: TAG, message } satisfies Envelope<FromWorker>)
  const served = new Served(build, send)
  scope.listen((data) => {
    const { tag, message } = Object(data) as Partial<Envelope<ToWorker>>
    if (tag === TAG && message) served.hear(message)
  })
  send({ type: 'ready' })
}

/** The side of a worker, as worker-text.ts has it for modules that do not serve. */
class Served {
  readonly #build: Build
  readonly #send: (message: FromWorker) => void
  readonly #stop = new AbortController()
  readonly #asks: Asks<Uint8Array | undefined>

  constructor(build: Build, send: (message: FromWorker) => void) {
    this.#build = build
    this.#send = send
    this.#asks = new Asks((call, save) => send({ type: 'ask', call, save }))
  }

  hear(message: ToWorker): void {
    if (message.type === 'abort') this.#stop.abort()
    else if (message.type === 'answer') this.#asks.hear(message)
    else this.#train(message).catch((error: unknown) => this.#send({ type: 'failed', ...postedError(error) }))
  }

  async #train({ index, key }: Start): Promise<void> {
    const model: unknown = await this.#build({
      key: key as Parameters<Build>[0]['key'],
      index,
      signal: this.#stop.signal,
      place: {
        load: () => this.#asks.ask(undefined) as Promise<Uint8Array | undefined>,
        save: async (bytes) => void (await this.#asks.ask(bytes)),
      },
      report: (report) => this.#send({ type: 'report', report }),
    })
    if (typeof (model as Partial<AnyModel> | undefined | null)?.forward !== 'function')
      return this.#send({ type: 'strange', what: formatValue(model) })
    this.#send({ type: 'built', part: await partOf(model as AnyModel) })
  }
}
