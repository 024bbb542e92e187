import { expose } from 'comlink'
import { type Backend, reference, WasmError, wasm } from 'thinned'
import { run } from './compute.ts'
import type { Job, Measured } from './runs/jobs.ts'

/** One thread: the other processors have runs of their own. */
const chosen: Promise<{ backend: Backend; reason?: string }> = wasm({ threads: 1 }).then(
  (backend) => ({ backend }),
  (error: unknown) => {
    if (error instanceof WasmError) return { backend: reference, reason: error.message }
    throw error
  },
)

export const api = {
  /** What computes, and why it is not faster. */
  async backend(): Promise<{ readonly name: string; readonly reason?: string }> {
    const { backend, reason } = await chosen
    return { name: backend.name, ...(reason === undefined ? {} : { reason }) }
  },
  async run(job: Job): Promise<Measured> {
    return run(job, (await chosen).backend)
  },
}

expose(api)
