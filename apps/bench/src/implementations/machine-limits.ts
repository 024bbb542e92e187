import type { Implementation } from './implementation.ts'
import { nodeCommand } from './node-command.ts'

/** The machine itself, on one thread and on all. */
export function machineLimits(threads: number): Implementation[] {
  return [1, threads].slice(0, threads).map((own) => ({
    library: 'machine',
    mode: 'limit',
    threads: own,
    command: nodeCommand('src/limits/process.ts', [String(own)]),
    primary: true,
    takes: (workload) => workload.startsWith('limit-'),
  }))
}
