import { spawnSync } from 'node:child_process'
import type { Implementation } from './implementation.ts'
import { jaxJsImplementations } from './jax-js.ts'
import { machineLimits } from './machine-limits.ts'
import { openblasImplementations } from './openblas.ts'
import { pytorchImplementations } from './pytorch.ts'
import { tfjsImplementations } from './tfjs.ts'
import { thinnedImplementations } from './thinned.ts'

/** Who could not be measured at all, and why. */
export interface Absence {
  readonly library: string
  readonly why: string
}

/** The implementations that can be measured here, on one thread and on all, and those that cannot. */
export function implementations(
  threads: number,
  peers: { readonly python: boolean; readonly npm: boolean },
  chromium?: string,
): { present: Implementation[]; absent: Absence[] } {
  const absent: Absence[] = []
  const python = (
    library: string,
    module: string,
    make: (python: string, threads: number) => Implementation[],
  ): Implementation[] => {
    const program = pythonWith(module)
    if (program) return make(program, threads)
    absent.push({ library, why: `no python3 here can import ${module}` })
    return []
  }
  if (peers.python && !peers.npm) absent.push({ library: 'tfjs, jax-js', why: 'they are not installed' })
  const present = [
    ...machineLimits(threads),
    ...thinnedImplementations(threads, chromium),
    ...(peers.python ? python('openblas', 'numpy', openblasImplementations) : []),
    ...(peers.python ? python('pytorch', 'torch', pytorchImplementations) : []),
    ...(peers.npm ? [...tfjsImplementations(threads), ...jaxJsImplementations(threads)] : []),
  ]
  return { present, absent }
}

/** The first python3 that can import a module: on the path, or the system's own. */
function pythonWith(module: string): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (program) => spawnSync(program, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
  )
}
