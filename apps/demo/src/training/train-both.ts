import { Worker } from 'node:worker_threads'
import type { LearningData } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'
import type { Progress, TrainedNetwork, TrainingRequest } from './train-network.ts'
import type { TrainingMessage } from './training-thread.ts'

export type NetworkName = 'plain' | 'dropout'

/**
 * Trains both networks at once, each in a separate thread, with the same data, initial weights and batches. A failure of one stops the
 * other. The signal stops both; its reason is the error.
 */
export async function trainBoth(
  settings: RunSettings,
  data: LearningData,
  onProgress: (name: NetworkName, progress: Progress) => void,
  signal: AbortSignal,
): Promise<Record<NetworkName, TrainedNetwork>> {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const train = (name: NetworkName): Promise<TrainedNetwork> =>
    runThread({ settings, data, withDropout: name === 'dropout' }, (progress) => onProgress(name, progress), either)
  try {
    const [plain, dropout] = await Promise.all([train('plain'), train('dropout')])
    return { plain, dropout }
  } catch (error) {
    failed.abort(error)
    throw error
  }
}

function runThread(
  request: TrainingRequest,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<TrainedNetwork> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./training-thread.ts', import.meta.url), {
      workerData: request,
      execArgv: process.execArgv,
    })
    const stop = (): void => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: TrainingMessage) => {
      if ('result' in message) resolve(message.result)
      else onProgress(message.progress)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop)
      reject(new Error(`A training thread ended with code ${code} before it was done.`))
    })
  })
}
