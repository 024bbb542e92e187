import type { Findings } from '../src/bench.ts'
import { type Row, rowOf } from '../src/row.ts'

/** Some findings: rows of workload, library, mode, threads, unit and figures, with a note perhaps. */
export function findingsOf(
  ...given: [
    workload: string,
    library: string,
    mode: string,
    threads: number,
    unit: string,
    figures: number[],
    note?: string,
  ][]
): Findings {
  const rows = given.map(
    ([workload, library, mode, threads, unit, figures, note = '']): Row =>
      rowOf(workload, unit, { library, mode, threads }, figures, [note]),
  )
  return {
    machine: { cpu: 'a processor', threads: 2, memoryGiB: 24, platform: 'linux x64' },
    versions: { 'thinned deterministic 2': { node: 'v26', vectorBits: '256' } },
    rows,
    omitted: [{ workload: 'conv', library: 'tfjs', mode: 'tuned', threads: 2, why: 'no kernel </script>' }],
    absent: [{ library: 'pytorch', why: 'no python3 here can import torch' }],
    fallbacks: 3,
    repetitions: given.map(([, , , , , figures]) => figures),
  }
}

export const mlp: Findings = findingsOf(
  ['mlp', 'thinned', 'deterministic', 2, 'ms', [6, 5, 7], 'a note'],
  ['mlp', 'thinned', 'deterministic', 1, 'ms', [11, 10, 12], 'a note'],
  ['mlp', 'thinned', 'chromium', 2, 'ms', [12, 12, 12]],
  ['mlp', 'pytorch', 'tuned', 2, 'ms', [24, 25, 23], 'another'],
  ['mlp', 'tfjs', 'documented', 1, 'ms', [2400, 2400, 2400]],
  ['mlp-plain', 'thinned', 'deterministic', 2, 'ms', [10, 10, 10]],
  ['mlp-plain', 'pytorch', 'tuned', 2, 'ms', [16, 16, 16]],
  ['dropout-512KB', 'thinned', 'deterministic', 2, 'ns/element', [0.4, 0.5, 0.6]],
  ['limit-copy-512KB', 'machine', 'limit', 2, 'ns/element', [0.05, 0.05, 0.05]],
)
