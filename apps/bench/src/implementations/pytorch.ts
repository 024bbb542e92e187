import type { Implementation } from './implementation.ts'
import { peersFolder } from './node-command.ts'
import { OPENBLAS_SETTLES } from './openblas.ts'

const NOTE = "whatever build is installed: Debian's is old and without MKL"

/** PyTorch: with threads matched and passive waits, and as it comes. */
export function pytorchImplementations(python: string, threads: number): Implementation[] {
  const on = (mode: 'tuned' | 'documented', own: number): Implementation => ({
    library: 'pytorch',
    mode,
    threads: own,
    command: {
      program: python,
      args: [`${peersFolder}pytorch.py`, mode, String(own)],
      ...(mode === 'tuned'
        ? { env: { OMP_WAIT_POLICY: 'PASSIVE', OMP_NUM_THREADS: String(own), OPENBLAS_NUM_THREADS: String(own) } }
        : {}),
    },
    primary: false,
    spinTime: OPENBLAS_SETTLES,
    note: NOTE,
  })
  const importing = 'import time\nbegan = time.perf_counter()\nimport torch\nprint(1e3 * (time.perf_counter() - began))'
  return [
    {
      ...on('tuned', threads),
      primary: true,
      importing: () => ({ program: python, args: ['-c', importing] }),
      starting: () => ({ program: python, args: [`${peersFolder}start/pytorch.py`] }),
    },
    ...(threads > 1 ? [on('tuned', 1)] : []),
    on('documented', threads),
  ]
}
