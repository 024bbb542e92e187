import { nodeModule, platform } from './platform.ts'

const FLAG = 'experimental-wasm-revectorize'
/** The first major version of V8 (Node 24) with a working revectorizer. An engine that does not know the flag prints a warning. */
const SINCE = 13

let users = 0

/**
 * Whether this engine can join pairs of 128-bit operations to 256 bits, and the environment does not forbid it. The flag holds for the
 * whole process. A change while other threads compile can end the process, and so can a flag that stays on. So only the main thread
 * sets it, and only for a moment.
 */
export function canRevectorize(): boolean {
  const version = Number.parseInt(platform.process?.versions?.v8 ?? '0', 10)
  // Bun states a version of V8, and runs another engine.
  if (version < SINCE || platform.process?.versions?.bun || nodeModule('node:v8') === undefined) return false
  return environment('THINNED_REVECTORIZE') !== '0' && nodeModule('node:worker_threads')!.isMainThread
}

/** A variable of the environment. A runtime that forbids the look, as Deno does without --allow-env, counts as one where it is not set. */
function environment(name: string): string | undefined {
  try {
    return platform.process?.env[name]
  } catch {
    return undefined
  }
}

/**
 * Runs fn with V8's revectorizer on, for what the engine compiles or optimizes in the meantime. The flag goes off when the last running
 * fn ends.
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
