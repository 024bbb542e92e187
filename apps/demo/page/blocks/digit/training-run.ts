import {
  type Backend,
  type CheckpointStore,
  checkpointStore,
  type FitResult,
  fitInWorker,
  type Layer,
  type PageWorker,
  ThinnedError,
} from 'thinned'
import { opfsCheckpoint } from 'thinned/browser'
import { BUDGETS, network, stepsOf, type Training } from './network.ts'

/** How far the training is. */
export interface Progress {
  /** Epochs that are done, and those of the whole run. */
  readonly epoch: number
  readonly epochs: number
  /** The share of all steps that are done. */
  readonly share: number
  /** Of the full network on the held-out digits, after the last epoch. */
  readonly loss: number | undefined
  /** The step at which a run that was interrupted went on; 0 where it began anew. */
  readonly resumedAt: number
  /** Steps of the whole run. */
  readonly steps: number
  /** Why the training would not survive the page, where that is so. */
  readonly unsaved: string | undefined
}

export interface RunOptions {
  readonly backend: Backend
  readonly signal: AbortSignal
  /** Begins anew, whatever an interrupted run left. */
  readonly anew: boolean
  readonly tell: (progress: Progress) => void
  /** Gets each checkpoint of this run: the weights so far. */
  readonly onCheckpoint: (bytes: Uint8Array) => void
}

/**
 * Trains in the worker. Two checkpoints of each epoch go to the storage of the browser, so that a run that was interrupted goes on to the same bits, and
 * to `onCheckpoint`, so that the network can be asked while it trains.
 */
export async function trained(worker: PageWorker, training: Training, options: RunOptions): Promise<Trained> {
  const { epochs } = BUDGETS[training.budget]
  let progress: Progress = { epoch: 0, epochs, share: 0, loss: undefined, resumedAt: 0, steps: 0, unsaved: undefined }
  const tell = (changed: Partial<Progress>): void => {
    progress = { ...progress, ...changed }
    options.tell(progress)
  }
  let kept: Uint8Array | undefined
  const store = keptStore('thinned page digit', {
    onLoad: (bytes) => {
      kept = bytes
    },
    onSave: options.onCheckpoint,
    onProblem: (unsaved) => tell({ unsaved }),
  })
  const run = (resume: boolean) =>
    fitInWorker(worker, {
      settings: training,
      model: network(training),
      backend: options.backend,
      signal: options.signal,
      checkpoint: { store, everySteps: Math.ceil(stepsOf(training) / 2) },
      resume,
      callbacks: [
        {
          start: ({ step, steps }) => {
            // What was kept is of this run: weights of other settings fit as well.
            if (step > 0 && kept !== undefined) options.onCheckpoint(kept)
            tell({ resumedAt: step, steps, epoch: Math.floor((epochs * step) / steps), share: step / steps })
          },
          step: ({ step, steps }) => tell({ share: step / steps }),
          epoch: ({ record }) => tell({ epoch: record.epoch + 1, loss: record.validationLoss }),
        },
      ],
    })
  try {
    return await run(!options.anew)
  } catch (error) {
    // What the storage holds is of other settings, or of another version of this page.
    if (!(error instanceof ThinnedError) || !['mismatch', 'invalid-file'].includes(error.code)) throw error
    return run(false)
  }
}

export interface Trained {
  readonly model: Layer
  readonly run: FitResult
}

/** The checkpoint in the storage of the browser. Where that fails, as in a second tab or a private window, training goes on without it. */
function keptStore(
  name: string,
  {
    onLoad,
    onSave,
    onProblem,
  }: {
    readonly onLoad: (bytes: Uint8Array) => void
    readonly onSave: (bytes: Uint8Array) => void
    readonly onProblem: (problem: string) => void
  },
): CheckpointStore {
  const kept = opfsCheckpoint(name)
  let isKept = true
  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    if (!isKept) return undefined
    try {
      return await act()
    } catch (error) {
      isKept = false
      onProblem(reasonOf(error))
      return undefined
    }
  }
  return checkpointStore({
    name,
    async lock() {
      const unlock = await attempt(async () => kept.lock?.())
      return async () => unlock?.()
    },
    async load(options) {
      const bytes = await attempt(() => kept.load(options))
      if (bytes) onLoad(bytes)
      return bytes
    },
    async save(bytes, options) {
      await attempt(() => kept.save(bytes, options))
      onSave(bytes)
    },
  })
}

function reasonOf(error: unknown): string {
  if (error instanceof ThinnedError && error.code === 'in-use') return 'another tab of this page trains now.'
  return error instanceof Error ? error.message : String(error)
}
