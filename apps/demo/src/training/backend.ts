import { type Backend, reference } from '@thinned/tensor'
import { WasmError, wasm } from '@thinned/wasm'
import { UsageError } from '../errors.ts'
import type { BackendName } from '../settings.ts'

/**
 * The backend of a run: the requested one, else WebAssembly where it can run.
 *
 * @throws {UsageError} where WebAssembly was requested and cannot run.
 */
export async function chooseBackend(requested: BackendName | undefined): Promise<BackendName> {
  if (requested === 'reference') return requested
  try {
    await wasm({ threads: 1, revectorize: false })
    return 'wasm'
  } catch (error) {
    if (!(error instanceof WasmError)) throw error
    if (requested) throw new UsageError(`--backend was given "${requested}". ${error.message}`)
    return 'reference'
  }
}

/** A backend with one thread: both networks train at once, each in a thread. */
export async function makeBackend(name: BackendName): Promise<Backend> {
  return name === 'wasm' ? wasm({ threads: 1 }) : reference
}
