import { Worker } from 'node:worker_threads'
import type { ArmMessage } from './arm-worker.ts'
import type { Splits } from './load-data.ts'
import type { Arm } from './outcome.ts'
import type { RunSettings } from './settings.ts'
import type { ArmRequest, Progress } from './train-arm.ts'

export type ArmName = 'plain' | 'dropout'

/**
 * Trains both networks at once, each in a worker of its own: same data, same initial weights, same batches. The first failure
 * stops the other; the signal stops both, and its reason is thrown.
 */
export async function runArms(
  settings: RunSettings,
  splits: Splits,
  listen: (arm: ArmName, progress: Progress) => void,
  signal: AbortSignal,
): Promise<Record<ArmName, Arm>> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const train = (name: ArmName): Promise<Arm> =>
    runArm({ settings, splits, withDropout: name === 'dropout' }, (progress) => listen(name, progress), either)
  try {
    const [plain, dropout] = await Promise.all([train('plain'), train('dropout')])
    return { plain, dropout }
  } catch (error) {
    failed.abort(error)
    throw error
  }
}

function runArm(request: ArmRequest, listen: (progress: Progress) => void, signal: AbortSignal): Promise<Arm> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./arm-worker.ts', import.meta.url), {
      workerData: request,
      execArgv: process.execArgv,
    })
    const stop = (): void => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: ArmMessage) => {
      if ('arm' in message) resolve(message.arm)
      else listen(message.progress)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop)
      reject(new Error(`A training worker ended with code ${code} before it was done.`))
    })
  })
}
