import { type Backend, reference } from '@thinned/tensor'
import { WasmError, wasm } from '@thinned/wasm'
import { UsageError } from './usage-error.ts'

/** What can do the arithmetic. Both give the same bits. */
export const backendNames = ['wasm', 'reference'] as const
export type BackendName = (typeof backendNames)[number]

/**
 * The backend of a run: the one asked for, else WebAssembly where it can run.
 *
 * @throws {UsageError} where WebAssembly was asked for and cannot run.
 */
export async function chooseBackend(asked: BackendName | undefined): Promise<BackendName> {
  if (asked === 'reference') return asked
  try {
    await wasm({ threads: 1, revectorize: false })
    return 'wasm'
  } catch (error) {
    if (!(error instanceof WasmError)) throw error
    if (asked) throw new UsageError(`--backend was given "${asked}". ${error.message}`)
    return 'reference'
  }
}

/** Makes a backend for the thread that calls: both networks train at once, so each has one thread. */
export async function makeBackend(name: BackendName): Promise<Backend> {
  return name === 'wasm' ? wasm({ threads: 1 }) : reference
}
