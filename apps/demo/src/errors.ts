import { CommanderError } from 'commander'

/** A mistake in what the user wrote: one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The user pressed Ctrl-C: no result, exit code 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor() {
    super('Stopped before the end; nothing was written.')
  }
}

/**
 * The exit code of a failure: 2 for a mistake of the user, 130 after Ctrl-C, 1 for other failures, 0 after help. Prints the failure in one
 * line; only a bug in the program prints a stack.
 */
export function exitCodeOf(error: unknown, print: (line: string) => void): number {
  // The parser has printed its error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Interrupted) {
    print(error.message)
    return 130
  }
  const isBug = error instanceof TypeError || error instanceof ReferenceError || !(error instanceof Error)
  print(isBug ? ((error as Error | undefined)?.stack ?? String(error)) : `error: ${error.message}`)
  return error instanceof UsageError ? 2 : 1
}

/** The part of an output stream that reports errors. */
export interface Writable {
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** Ignores EPIPE: a reader that has left, as `head` does, has read enough. Passes the first other error to `onError`. */
export function ignoreBrokenPipe(stream: Writable, onError: (error: Error) => void): void {
  let reported = false
  stream.on('error', (error) => {
    if (error.code === 'EPIPE' || reported) return
    reported = true
    onError(error)
  })
}
