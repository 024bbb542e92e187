import { formatValue, type ThinnedErrorOptions } from '@thinned/schema'
import type { StopSignal } from '../../batches/event-loop.ts'
import { TrainError } from '../../train-error.ts'
import { answerOf } from '../../workers/asks.ts'
import { modelOfPart } from '../../workers/model-of-part.ts'
import { errorOf } from '../../workers/posted-error.ts'
import { isWorker, listenTo, type PageWorker, REFUSED, type Thread, type ThreadListener } from '../../workers/thread.ts'
import type { BuildContext } from '../build.ts'
import { notAModel } from '../check-member.ts'
import type { Trainer } from '../make-ensemble.ts'
import { type Envelope, type FromWorker, TAG, type ToWorker } from './messages.ts'
import { processors, startThread, whyNoWorkers } from './start-thread.ts'

declare function setTimeout(callback: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void

/** A module that exports a build, or a worker of a module that calls `serveMembers`. */
export type BuildModule = { readonly href: string } | { readonly worker: () => PageWorker }

/** Milliseconds for an aborted build to end by itself. It goes on as long as its checkpoint is being saved. */
const GRACE = 5000

/** Milliseconds until a worker of the caller's must serve. */
const START_LIMIT = 60_000

/** What trains members on workers, each on one of its own. @throws {TrainError} where there are none. */
export function workerTrainer(module: BuildModule, workers: number | undefined): Trainer {
  const why = 'worker' in module ? undefined : whyNoWorkers()
  if (why !== undefined)
    throw new TrainError(
      `ensemble was given the URL of a module, but here are no workers; ${why}. Or import the module, and give its build: the members are the same.`,
      { code: 'unsupported' },
    )
  const name = 'worker' in module ? '' : (/[^/]*$/.exec(module.href.replace(/[?#].*$/, ''))?.[0] ?? '')
  return {
    atOnce: workers ?? processors(),
    apart: true,
    name: 'href' in module && module.href.startsWith('data:') ? '' : name,
    train: (context) => trainOnWorker(module, context),
  }
}

function start(module: BuildModule, listener: ThreadListener): Thread {
  if ('href' in module) return startThread(module.href, listener)
  const worker: unknown = module.worker()
  if (!isWorker(worker) || !('addEventListener' in worker))
    throw new TrainError(
      `ensemble was given a function worker that returns ${formatValue(worker)}; it returns a worker: new Worker(new URL('./member.js', import.meta.url), { type: 'module' }).`,
    )
  return listenTo(worker, listener, REFUSED)
}

/** Trains a member on a worker. Its model has the parts that are saved, on the reference. */
function trainOnWorker(module: BuildModule, context: BuildContext): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { index, key, place, report } = context
    const signal = context.signal as unknown as StopSignal
    let saving: Promise<unknown> = Promise.resolve()
    let thread: Thread | undefined
    let settled = false
    const timers: unknown[] = []
    const settle = (act: () => void): void => {
      if (settled) return
      settled = true
      for (const timer of timers) clearTimeout(timer)
      signal.removeEventListener?.('abort', abort)
      thread?.end()
      act()
    }
    const fail = (error: unknown): void => settle(() => reject(error))
    const refuse = (message: string, options: ThinnedErrorOptions = { code: 'failed' }): void =>
      fail(new TrainError(message, options))
    const post = (message: ToWorker): void => thread?.post({ tag: TAG, message } satisfies Envelope<ToWorker>)
    const abort = (): void => {
      post({ type: 'abort' })
      timers.push(setTimeout(() => void saving.finally(() => refuse('it was stopped.')), GRACE))
    }
    const answer = async (call: number, save: Uint8Array | undefined): Promise<void> =>
      post({ type: 'answer', ...(await answerOf(call, () => (save ? place.save(save) : place.load()))) })
    const hear: { readonly [Type in FromWorker['type']]: (message: Extract<FromWorker, { type: Type }>) => void } = {
      ready() {
        if ('worker' in module) clearTimeout(timers[0])
        post({ type: 'start', index, key: [key[0], key[1]] })
      },
      report: (message) => report(message.report),
      ask: ({ call, save }) => {
        saving = answer(call, save)
      },
      built: ({ part }) => settle(() => resolve(modelOfPart(part))),
      strange: ({ what }) => refuse(notAModel(what), {}),
      unusable: ({ exports }) =>
        refuse(
          `its module exports no function build, and none by default, but ${exports.join(', ') || 'nothing'}; write export async function build({ key, signal }) { … }.`,
          {},
        ),
      failed: (posted) => fail(errorOf(posted)),
    }
    if ('worker' in module)
      timers.push(
        setTimeout(
          () =>
            refuse(
              `its worker did not serve within ${START_LIMIT / 1000} s; its module ends with serveMembers(build).`,
            ),
          START_LIMIT,
        ),
      )
    try {
      thread = start(module, {
        message(data) {
          const { tag, message } = Object(data) as Partial<Envelope<FromWorker>>
          if (settled || tag !== TAG || !message) return
          try {
            hear[message.type](message as never)
          } catch (error) {
            fail(error) // Of a listener of the caller's.
          }
        },
        ended: (why) => refuse(`${why}.`),
      })
      if (signal.aborted) abort()
      else signal.addEventListener?.('abort', abort)
    } catch (error) {
      fail(error)
    }
  })
}
