import { wasm } from '@thinned/wasm'
import type { Sites } from '../sites.ts'

const isRecord = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given)

export const sites: Sites = {
  // One thread, and no test of vectors, which takes longest.
  wasm: (options) => wasm(isRecord(options) ? { threads: 1, revectorize: false, ...(options as object) } : options),
}
