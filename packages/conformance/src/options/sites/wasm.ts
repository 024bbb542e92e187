import { wasm } from '@thinned/wasm'
import type { Sites } from '../sites.ts'

const isRecord = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given)

export const sites: Sites = {
  // The last option is wrong unless it is given, so that what is right does not take the time of a backend.
  wasm: (options) => wasm(isRecord(options) ? ({ revectorize: 'last', ...(options as object) } as never) : options),
}
