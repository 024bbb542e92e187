import { nodeModule, platform } from './ambient.ts'

const FLAG = 'experimental-wasm-revectorize'

let users = 0

/** Whether this engine can join pairs of 128-bit operations to 256 bits, and nobody has forbidden it. */
export function canRevectorize(): boolean {
  return nodeModule('node:v8') !== undefined && platform.process?.env['THINNED_REVECTORIZE'] !== '0'
}

/**
 * Runs fn with V8's revectoriser on: a flag of the whole process, which holds for what is compiled or optimised in the meantime, and
 * is off again when the last that wanted it is done.
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
