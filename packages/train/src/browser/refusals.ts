import type { StopSignal } from '../batches/event-loop.ts'
import { TrainError, textOf } from '../train-error.ts'
import { errorName } from './platform.ts'

/** What kept a checkpoint from being written, read or locked, with what to do. */
export function refusal(what: string, error: unknown): TrainError {
  if (error instanceof TrainError) return error
  return new TrainError(`${what}: ${textOf(error)}${adviceFor(error)}`, { code: 'failed', cause: error })
}

const ADVICE: Readonly<Record<string, string>> = {
  QuotaExceededError:
    ' The browser gives this site no more room. Save fewer best checkpoints, remove what the site keeps elsewhere, or free space on the disk; navigator.storage.estimate() says how much there is, of which a checkpoint takes twice its size.',
  NoModificationAllowedError:
    ' Another tab or worker has the file open. Give each run a name of its own, or wait until that one has ended.',
  NotReadableError: ' The file changed while it was read, or the disk failed. Try again.',
}

function adviceFor(error: unknown): string {
  return ADVICE[errorName(error) ?? ''] ?? ''
}

/** Where there is no browser. */
export function noBrowser(name: string): TrainError {
  return new TrainError(
    `The checkpoint ${name} cannot be kept: opfsCheckpoint needs the storage of a browser, and this platform has none. In Node, Deno and Bun use fileCheckpoint of @thinned/train/node; elsewhere checkpointStore({ save, load }).`,
    { code: 'unsupported' },
  )
}

/** Where a browser has storage, but not for this page. */
export function noStorage(name: string, reasons: readonly unknown[]): TrainError {
  const [cause] = reasons
  return new TrainError(
    `The checkpoint ${name} cannot be kept: the browser gives this page no storage (${reasons.map(textOf).join(' ')}). That is so in some private windows, in frames of other sites, and where the user blocks cookies. Open the page in an ordinary window of its own, allow it to store data, or keep checkpoints elsewhere with checkpointStore({ save, load }).`,
    { code: 'unsupported', cause },
  )
}

/** @throws {TrainError} where the signal has aborted. */
export function throwIfStopped(name: string, signal: StopSignal | undefined): void {
  if (!signal?.aborted) return
  throw new TrainError(
    `The signal stopped the wait for the checkpoint ${name}. What was saved last, if anything was, is still there.`,
    { code: 'failed', cause: signal.reason },
  )
}
