// The thread of one trial.
import { parentPort, workerData } from 'node:worker_threads'
import { isJsonObject } from '../json.ts'
import type { ThreadMessage, ThreadStart } from './run-trial.ts'
import type { Trial } from './trial.ts'

const port = parentPort!
const { module, planned, key, token } = workerData as ThreadStart
const post = (message: ThreadMessage): void => port.postMessage({ token, message })

const stop = new AbortController()
port.on('message', () => stop.abort())

post({ type: 'started' })
const trial = await load()
if (trial) post(await run(trial))
// Threads and timers of the trial end with this one.
port.close()

async function load(): Promise<Trial | undefined> {
  try {
    const { trial, default: byDefault } = await import(module)
    if (typeof (trial ?? byDefault) === 'function') return trial ?? byDefault
    post({ type: 'unusable', reason: 'it exports no function named trial, and none by default' })
  } catch (error) {
    post({ type: 'unusable', reason: messageOf(error) })
  }
  return undefined
}

async function run(trial: Trial): Promise<ThreadMessage> {
  try {
    const answer: unknown = await trial(planned.settings, {
      budget: planned.budget,
      key,
      index: planned.index,
      round: planned.round,
      signal: stop.signal,
      report: (progress) => post({ type: 'report', progress }),
    })
    const { value, ...details } = typeof answer === 'object' && answer !== null ? (answer as never) : { value: answer }
    if (typeof value !== 'number')
      throw new TypeError(
        `The trial returned ${String(answer)}; it returns a number, or an object with a number named value.`,
      )
    const text: string | undefined = JSON.stringify(details)
    if (text === undefined || !isJsonObject(JSON.parse(text)))
      throw new TypeError('The trial returned details that JSON cannot hold as an object; it returns JSON data.')
    return { type: 'answer', value, details: text }
  } catch (error) {
    return { type: 'failed', error: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
