import type { StopSignal } from '../batches/event-loop.ts'
import { TrainError } from '../train-error.ts'

/** What scoring throws where its signal stops it. A run that measures ends without the measurement, and makes it when it resumes. */
export const STOPPED: TrainError = /* @__PURE__ */ new TrainError('The work was stopped by its signal.')

/** The result of the work; where its signal stops it, the error is the signal's reason. */
export async function orReason<T>(caller: string, signal: StopSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error !== STOPPED) throw error
    throw signal?.reason ?? new TrainError(`${caller} was stopped by its signal; what was computed is dropped.`)
  }
}
