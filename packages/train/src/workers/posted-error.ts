import type { ErrorCode, ThinnedError } from '@thinned/schema'
import { TrainError, textOf } from '../train-error.ts'

/** An error as a worker posts it. */
export interface PostedError {
  readonly error: string
  readonly stack: string
  readonly code: unknown
}

/** The codes of errors of ours, which are posted as texts. */
const codes: readonly ErrorCode[] = [
  'invalid-argument',
  'unknown-option',
  'invalid-data',
  'invalid-file',
  'mismatch',
  'not-finite',
  'out-of-memory',
  'unsupported',
  'in-use',
]

export function postedError(error: unknown): PostedError {
  const { stack, code } = Object(error) as Partial<ThinnedError>
  return { error: textOf(error), stack: String(stack), code }
}

/** The error that a worker posted. Its cause is an error with the stack of the worker, or the one that is given. */
export function errorOf({ error, stack, code }: PostedError, cause?: unknown): TrainError {
  return new TrainError(error, {
    code: codes.find((each) => each === code) ?? 'failed',
    cause: cause ?? Object.assign(new Error(error), { stack }),
  })
}
