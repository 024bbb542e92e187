import { CommanderError } from 'commander'
import { Stopped } from './stopped.ts'
import { UsageError } from './usage-error.ts'

/**
 * What a failure ends the command with: 2 for what the user wrote, 130 after Ctrl-C, 1 for the rest, 0 where help was asked for. Says it
 * in one line; only a fault of the program itself shows where it happened.
 */
export function exitCodeOf(error: unknown, say: (line: string) => void): number {
  // The parser has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Stopped) {
    say(error.message)
    return 130
  }
  const fault = error instanceof TypeError || error instanceof ReferenceError || !(error instanceof Error)
  say(fault ? ((error as Error | undefined)?.stack ?? String(error)) : `error: ${error.message}`)
  return error instanceof UsageError ? 2 : 1
}
