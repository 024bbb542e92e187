import type { Contender } from './contender.ts'
import { peersFolder } from './node-command.ts'

/** The threads of OpenBLAS spin for 2^26 cycles before they sleep: 25 ms or so. */
export const OPENBLAS_SETTLES = 40

/** OpenBLAS through a NumPy that is built on it: products only. */
export function openblasContenders(python: string, threads: number): Contender[] {
  return [1, threads].slice(0, threads).map((own) => ({
    who: 'openblas',
    mode: 'tuned',
    threads: own,
    command: {
      program: python,
      args: [`${peersFolder}numpy-openblas.py`],
      env: { OPENBLAS_NUM_THREADS: String(own), OMP_NUM_THREADS: String(own), OMP_WAIT_POLICY: 'PASSIVE' },
    },
    headline: own === threads,
    settles: own > 1 ? OPENBLAS_SETTLES : 0,
    takes: (work) => work.startsWith('matmul-'),
  }))
}
