import { parentPort, workerData } from 'node:worker_threads'
import { removeTemporaryFiles } from './folder.ts'
import { fuzz, loadTarget } from './fuzz.ts'

/** What the main thread asks of this one. */
export interface FuzzWork {
  readonly name: string
  readonly seed: number
  readonly from: number
  readonly mutations: number
  /** The number of the mutation that is being read; −1 before the first. */
  readonly current: Int32Array
}

const { name, seed, from, mutations, current } = workerData as FuzzWork
const onMutation = (mutation: number): void => {
  Atomics.store(current, 0, mutation)
}
const result = await fuzz(name, await loadTarget(name), { seed, from, mutations, onMutation })
removeTemporaryFiles()
parentPort?.postMessage(result)
