import { setFlagsFromString } from 'node:v8'

/**
 * Switches V8's revectoriser on for the whole process, and tells the backend so, before anything is compiled: the two networks train in threads
 * of their own, which may not switch it.
 */
export function revectorizeEverywhere(): void {
  if (process.env['THINNED_REVECTORIZE'] !== undefined) return
  setFlagsFromString('--experimental-wasm-revectorize')
  process.env['THINNED_REVECTORIZE'] = '1'
}
