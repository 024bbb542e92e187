import type { Implementation } from './implementation.ts'
import { peersFolder } from './node-command.ts'

/** The threads of OpenBLAS spin for 2^26 cycles before they sleep: 25 ms or so. */
export const OPENBLAS_SETTLES = 40

/** OpenBLAS through a NumPy that is built on it: products only. */
export function openblasImplementations(python: string, threads: number): Implementation[] {
  return [1, threads].slice(0, threads).map((own) => ({
    library: 'openblas',
    mode: 'tuned',
    threads: own,
    command: {
      program: python,
      args: [`${peersFolder}numpy-openblas.py`],
      env: { OPENBLAS_NUM_THREADS: String(own), OMP_NUM_THREADS: String(own), OMP_WAIT_POLICY: 'PASSIVE' },
    },
    primary: own === threads,
    spinTime: own > 1 ? OPENBLAS_SETTLES : 0,
    takes: (workload) => workload.startsWith('matmul-'),
  }))
}
