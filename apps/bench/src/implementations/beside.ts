import type { Implementation } from './implementation.ts'
import { nodeCommand } from './node-command.ts'

/** A program that the user names, which takes its turns in one workload. */
export function besideImplementation(command: string, threads: number, workload: string): Implementation {
  return {
    library: 'beside',
    mode: 'given',
    threads,
    command: nodeCommand('src/beside/process.ts', [command]),
    primary: true,
    note: command,
    takes: (name) => name === workload,
  }
}
