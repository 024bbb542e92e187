import type { Backend } from './backend.ts'
import { reference } from './reference/backend.ts'

export interface BackendOption {
  /** Where the tensor lives. Default: the reference backend. */
  readonly backend?: Backend
}

export function backendOr(backend: Backend | undefined): Backend {
  return backend ?? reference
}
