import { nodeModule, platform } from './platform.ts'

const REVECTORIZE = 'experimental-wasm-revectorize'
const AT_ONCE = 'wasm-sync-tier-up'
/** The first major version of V8 (Node 24) with a working revectorizer. An engine that does not know the flag prints a warning. */
const SINCE = 13

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
 * Runs fn, whose functions V8 optimizes at once, on this thread, when they have run for a while; with its revectorizer where `revectorize`. No other
 * code of this thread runs with the flags.
 */
export function optimizing<T>(flags: { readonly revectorize: boolean }, fn: () => T): T {
  const v8 = nodeModule('node:v8')!
  const names = flags.revectorize ? [AT_ONCE, REVECTORIZE] : [AT_ONCE]
  try {
    for (const name of names) v8.setFlagsFromString(`--${name}`)
    return fn()
  } finally {
    for (const name of names) v8.setFlagsFromString(`--no-${name}`)
  }
}
