import { nodeModule, platform } from './ambient.ts'

/** More threads than this gain little in memory-bound work. */
const MOST = 8

/** Threads worth using here: one per processor, at most eight; one where memory cannot be shared. */
export function availableThreads(): number {
  const processors = nodeModule('node:os')?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1
  return canShareMemory() ? Math.max(1, Math.min(processors, MOST)) : 1
}

/** Whether threads can share memory: always in Node, in browsers when the page is cross-origin isolated. */
export function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false
  return nodeModule('node:worker_threads') !== undefined || (platform.crossOriginIsolated === true && !!platform.Worker)
}
