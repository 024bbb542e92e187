import { Worker } from 'node:worker_threads'
import type { Splits } from './load-data.ts'
import type { Arm } from './outcome.ts'
import type { Settings } from './settings.ts'
import type { ArmMessage, ArmRequest } from './train-arm.ts'

export type Listener = (arm: 'plain' | 'dropout', done: number, of: number, note: string) => void

/** Trains both networks at once, each in a worker of its own: same data, same initial weights, same batches. */
export async function runArms(
  settings: Settings,
  splits: Splits,
  listen: Listener,
  signal: AbortSignal,
): Promise<{ plain: Arm; dropout: Arm }> {
  const [plain, dropout] = await Promise.all([
    runArm({ settings, splits, withDropout: false }, (...progress) => listen('plain', ...progress), signal),
    runArm({ settings, splits, withDropout: true }, (...progress) => listen('dropout', ...progress), signal),
  ])
  return { plain, dropout }
}

function runArm(
  request: ArmRequest,
  listen: (done: number, of: number, note: string) => void,
  signal: AbortSignal,
): Promise<Arm> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-arm.ts', import.meta.url), {
      workerData: request,
      execArgv: process.execArgv,
    })
    const stop = (): void => void worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: ArmMessage) => {
      if ('arm' in message) resolve(message.arm)
      else listen(message.done, message.of, message.note)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop)
      reject(new Error(signal.aborted ? 'Stopped.' : `A training worker ended with code ${code} before it was done.`))
    })
  })
}
