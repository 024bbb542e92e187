import { formatValue, joined } from '@thinned/schema'
import type { Backend } from './backend.ts'
import { type DType, dtypes } from './dtype.ts'
import { TensorError } from './tensor-error.ts'

/** What creators have in common. Each refuses the names that it does not have. */
export interface Created {
  readonly backend?: Backend | undefined
  readonly dtype?: DType | undefined
  readonly requiresGrad?: boolean | undefined
}

/** Refuses a backend, dtype or `requiresGrad` that is none. Default of the allowed dtypes: all. */
export function checkCreated(
  caller: string,
  { backend, dtype, requiresGrad }: Created,
  allowed: readonly DType[] = dtypes,
): void {
  if (dtype !== undefined) checkDType(caller, dtype, allowed)
  if (backend !== undefined) checkBackend(caller, backend)
  if (requiresGrad !== undefined && typeof requiresGrad !== 'boolean')
    throw new TensorError(`${caller} was given requiresGrad ${formatValue(requiresGrad)}; it takes true or false.`)
}

/** @throws {TensorError} on what is no dtype, or none of those that are allowed. */
export function checkDType(caller: string, dtype: unknown, allowed: readonly DType[] = dtypes): void {
  if (!allowed.includes(dtype as DType))
    throw new TensorError(
      `${caller} was given dtype ${formatValue(dtype)}; it takes ${joined(
        allowed.map((each) => `'${each}'`),
        'or',
      )}.`,
    )
}

/** @throws {TensorError} on what is no backend, such as its name or its Promise. */
export function checkBackend(caller: string, backend: unknown): void {
  if (typeof (backend as Backend | null | undefined)?.allocate !== 'function')
    throw new TensorError(
      `${caller} was given backend ${formatValue(backend)}; it takes a backend, such as await wasm().`,
    )
}
