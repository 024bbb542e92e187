import { nodeModule, platform } from './platform.ts'

const FLAG = 'experimental-wasm-revectorize'
/** The first major version of V8 (that of Node 24) in which it was seen to work; those that do not know the flag complain aloud. */
const SINCE = 13

let users = 0

/**
 * Whether this engine can join pairs of 128-bit operations to 256 bits, and nobody has forbidden it. The flag is one of the whole process, and
 * switching it while other threads compile, or leaving it on for all that is compiled later, can end the process: so only the main thread
 * switches it, and only for a moment.
 */
export function canRevectorize(): boolean {
  const version = Number.parseInt(platform.process?.versions?.v8 ?? '0', 10)
  if (version < SINCE || nodeModule('node:v8') === undefined) return false
  return platform.process?.env['THINNED_REVECTORIZE'] !== '0' && nodeModule('node:worker_threads')!.isMainThread
}

/**
 * Runs fn with V8's revectorizer on, which holds for what is compiled or optimised in the meantime. It is off again when the last that wanted it is
 * done.
 */
export async function withRevectorizer<T>(fn: () => Promise<T>): Promise<T> {
  const v8 = nodeModule('node:v8')!
  users++
  v8.setFlagsFromString(`--${FLAG}`)
  try {
    return await fn()
  } finally {
    users--
    if (users === 0) v8.setFlagsFromString(`--no-${FLAG}`)
  }
}
