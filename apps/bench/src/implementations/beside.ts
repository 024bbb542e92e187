import type { Implementation } from './implementation.ts'
import { nodeCommand } from './node-command.ts'

/** A program that the user names, which takes its turns in whatever is timed. */
export function besideImplementation(command: string, threads: number): Implementation {
  return {
    library: 'beside',
    mode: 'given',
    threads,
    command: nodeCommand('src/beside/process.ts', [command]),
    primary: true,
    note: command,
    takes: (workload) => !workload.startsWith('limit-') && !['import', 'start', 'memory', 'bundle'].includes(workload),
  }
}
