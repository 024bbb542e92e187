import type { Implementation } from './implementation.ts'
import { nodeCommand } from './node-command.ts'

/** A program that the user names, which takes its turns in what is timed, but for `fit`, whose figures are parts of a run. */
export function besideImplementation(command: string, threads: number): Implementation {
  return {
    library: 'beside',
    mode: 'given',
    threads,
    command: nodeCommand('src/beside/process.ts', [command]),
    primary: true,
    note: command,
    takes: (workload) => !/^(?:limit|fit|import|start|memory|bundle)\b/.test(workload),
  }
}
