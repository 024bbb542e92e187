import type { PageWorker } from '@thinned/train'
import type { Storage, Trained } from './checkpointed.ts'

export interface Resumed extends Trained {
  /** How it was killed, and with which storage. */
  readonly how: string
}

type Module = typeof import('./checkpointed.ts')

interface Frame {
  readonly contentWindow: { eval(code: string): Promise<Module> }
  remove(): void
}

/** What a page has; the types of this package are those of Node. */
const page = globalThis as unknown as {
  readonly document: { createElement(name: 'iframe'): Frame; readonly body: { append(frame: Frame): void } }
  readonly Worker: new (url: string, options: { readonly type: 'module' }) => PageWorker
}

/** Checkpoints after which a run is killed, of 10. */
const CHECKPOINTS = 3

/** What is killed, with which storage, and the storage of the page that goes on. */
const CASES: readonly (readonly [killed: 'worker' | 'page', Storage, after: Storage])[] = [
  ['worker', 'files', 'files'],
  ['worker', 'database', 'database'],
  ['worker', 'access handles', 'files'],
  ['page', 'files', 'files'],
  ['page', 'database', 'files'],
]

/** Kills runs in mid-training, a worker or a page, and goes on with each in a new page. */
export async function killAndResume(count: number = CASES.length): Promise<readonly Resumed[]> {
  const resumed: Resumed[] = []
  for (const [killed, storage, after] of CASES.slice(0, count)) {
    const how = `${killed}, ${storage}`
    await (killed === 'worker' ? killWorker(how, storage) : killPage(how, storage))
    const { frame, module } = await open(after)
    resumed.push({ how, ...(await module.train(nameOf(how))) })
    frame.remove()
  }
  return resumed
}

/** What a run in this page says of a checkpoint that another page has. */
export async function secondRun(): Promise<string> {
  const [first, second] = [await open('files'), await open('files')]
  const end = await first.module.hold('held')
  const refusal = await second.module.hold('held').then(
    () => 'it was taken',
    (error: Error & { readonly code: string }) => `${error.code}: ${error.message}`,
  )
  await end()
  for (const { frame } of [first, second]) frame.remove()
  return refusal
}

const nameOf = (how: string): string => how.replace(/\W+/g, '-')

async function killWorker(how: string, storage: Storage): Promise<void> {
  const hash = encodeURIComponent(`${nameOf(how)},${storage}`)
  const worker = new page.Worker(`/checkpointed.js#${hash}`, { type: 'module' })
  await new Promise<void>((resolve, reject) => {
    let seen = 0
    worker.addEventListener('message', ({ data }: { readonly data: { readonly error?: string } }) => {
      if (data.error !== undefined) reject(new Error(data.error))
      if (++seen === CHECKPOINTS) resolve()
    })
    worker.addEventListener('error', ({ message }: { readonly message: string }) => reject(new Error(message)))
  })
  worker.terminate()
}

async function killPage(how: string, storage: Storage): Promise<void> {
  const { frame, module } = await open(storage)
  await new Promise<void>((resolve, reject) => {
    let seen = 0
    module.train(nameOf(how), () => ++seen === CHECKPOINTS && resolve()).catch(reject)
  })
  frame.remove()
}

/** A new page of the origin, in a frame: it has modules of its own. */
async function open(storage: Storage): Promise<{ readonly frame: Frame; readonly module: Module }> {
  const frame = page.document.createElement('iframe')
  page.document.body.append(frame)
  const module = await frame.contentWindow.eval("import('/checkpointed.js')")
  module.leave(storage)
  return { frame, module }
}
