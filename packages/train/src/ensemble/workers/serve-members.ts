import type { AnyModel } from '@thinned/nn'
import { formatValue, type ThinnedError } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import { TrainError, textOf } from '../../train-error.ts'
import type { Build } from '../build.ts'
import { type Envelope, type FromWorker, type ModelPart, SERVES, type Start, TAG, type ToWorker } from './messages.ts'

// Every platform has it; the library's type environment, free of Node and DOM, does not know it.
declare const AbortController: new () => { readonly signal: AbortSignal; abort(): void }

/** The scope of a worker in a browser, in Deno and in Bun. */
interface WorkerScope {
  postMessage(message: Envelope<FromWorker>): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

/** What tells such a worker from other threads: browsers and Deno have the class of its scope, Bun has a word for it. */
interface Scope extends Partial<WorkerScope> {
  readonly WorkerGlobalScope?: unknown
  readonly Bun?: { readonly isMainThread?: boolean }
  readonly [SERVES]?: boolean
}

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
  const scope = globalThis as unknown as Scope
  const isWorker = scope.WorkerGlobalScope !== undefined || scope.Bun?.isMainThread === false
  if (!isWorker || scope[SERVES] || !scope.postMessage || !scope.addEventListener) return
  const send = (message: FromWorker): void => scope.postMessage!({ tag: TAG, message })
  const served = new Served(build, send)
  scope.addEventListener('message', ({ data }) => {
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
  readonly #waiting: ((answer: ToWorker & { readonly type: 'answer' }) => void)[] = []

  constructor(build: Build, send: (message: FromWorker) => void) {
    this.#build = build
    this.#send = send
  }

  hear(message: ToWorker): void {
    if (message.type === 'abort') this.#stop.abort()
    else if (message.type === 'answer') this.#waiting[message.call]?.(message)
    else this.#train(message).catch((error: unknown) => this.#send(failureOf(error)))
  }

  async #train({ index, key }: Start): Promise<void> {
    const model: unknown = await this.#build({
      key: key as Parameters<Build>[0]['key'],
      index,
      signal: this.#stop.signal,
      place: { load: () => this.#ask(undefined), save: async (bytes) => void (await this.#ask(bytes)) },
      report: (report) => this.#send({ type: 'report', report }),
    })
    if (typeof (model as Partial<AnyModel> | undefined | null)?.forward !== 'function')
      return this.#send({ type: 'strange', what: formatValue(model) })
    this.#send({ type: 'built', part: await partOf(model as AnyModel) })
  }

  /** Asks the store of the ensemble for the last checkpoint, or to save one. */
  #ask(save: Uint8Array | undefined): Promise<Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      const call = this.#waiting.push(({ bytes, error }) => {
        if (error === undefined) resolve(bytes)
        else reject(new TrainError(error, { code: 'failed' }))
      })
      this.#send({ type: 'ask', call: call - 1, save })
    })
  }
}

function failureOf(error: unknown): FromWorker {
  const { stack, code } = Object(error) as Partial<ThinnedError>
  return { type: 'failed', error: textOf(error), stack: String(stack), code }
}

/** A model as it is posted. */
async function partOf(model: AnyModel): Promise<ModelPart> {
  const { kind, name, options, functions = [], parameters, states = {}, params, state } = model
  const children: Record<string, ModelPart> = {}
  for (const [child, each] of Object.entries(model.children)) children[child] = await partOf(each)
  return {
    kind,
    name,
    options,
    functions,
    children,
    params: await partsOf(Object.keys(parameters), params),
    state: await partsOf(Object.keys(states), state),
  }
}

async function partsOf(names: readonly string[], held: AnyModel['params']): Promise<ModelPart['params']> {
  const parts: Record<string, ModelPart['params'][string]> = {}
  for (const name of names) {
    const tensor = held[name] as Tensor | undefined
    parts[name] = tensor && { data: await tensor.read(), shape: tensor.shape, dtype: tensor.dtype }
  }
  return parts
}
