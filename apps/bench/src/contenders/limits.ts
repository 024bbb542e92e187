import type { Contender } from './contender.ts'
import { nodeCommand } from './node-command.ts'

/** The machine itself, on one thread and on all. */
export function limitContenders(threads: number): Contender[] {
  return [1, threads].slice(0, threads).map((own) => ({
    who: 'machine',
    mode: 'limit',
    threads: own,
    command: nodeCommand('src/limits/process.ts', [String(own)]),
    headline: true,
    takes: (work) => work.startsWith('limit-'),
  }))
}
