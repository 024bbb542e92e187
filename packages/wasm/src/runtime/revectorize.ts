import { nodeModule, platform } from './ambient.ts'

const FLAG = 'experimental-wasm-revectorize'
/** The first major version of V8 (that of Node 24) in which it was seen to work; those that do not know the flag complain aloud. */
const SINCE = 13

/** What the environment says: '0' forbids it, '1' that the process was started with the flag, so that it need not be touched. */
const wish = (): string | undefined => platform.process?.env['THINNED_REVECTORIZE']

let users = 0

/**
 * Whether this engine can join pairs of 128-bit operations to 256 bits, and nobody has forbidden it. The flag is one of the whole process, and
 * switching it off while another thread compiles can end the process: so only the main thread switches it, and other threads need it on.
 */
export function canRevectorize(): boolean {
  const version = Number.parseInt(platform.process?.versions?.v8 ?? '0', 10)
  if (version < SINCE || nodeModule('node:v8') === undefined || wish() === '0') return false
  return wish() === '1' || nodeModule('node:worker_threads')?.isMainThread === true
}

/**
 * Runs fn with V8's revectoriser on, which holds for what is compiled or optimised in the meantime. Where this switched it on, it is off again
 * when the last that wanted it is done.
 */
export async function withRevectorizer<T>(fn: () => Promise<T>): Promise<T> {
  if (wish() === '1') return fn()
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
