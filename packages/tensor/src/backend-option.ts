import type { Backend } from './backend.ts'
import { reference } from './reference/backend.ts'

export interface BackendOption {
  /** Where the tensor lives. Default: the reference backend. */
  readonly backend?: Backend
}

/**
 * The backend given, else the reference backend.
 *
 * @example
 * ```ts
 * import { backendOr, reference } from '@thinned/tensor'
 *
 * console.log(backendOr(undefined) === reference) // true
 * ```
 */
export function backendOr(backend: Backend | undefined): Backend {
  return backend ?? reference
}
