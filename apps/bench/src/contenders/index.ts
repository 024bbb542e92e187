import type { Contender } from './contender.ts'
import { jaxJsContenders } from './jax-js.ts'
import { limitContenders } from './limits.ts'
import { openblasContenders } from './openblas.ts'
import { pythonWith } from './python-with.ts'
import { pytorchContenders } from './pytorch.ts'
import { tfjsContenders } from './tfjs.ts'
import { thinnedContenders } from './thinned.ts'

/** Who could not be measured at all, and why. */
export interface Absence {
  readonly who: string
  readonly why: string
}

/** Everyone who can be measured here, on one and on all of so many threads, and who cannot. */
export function contenders(
  threads: number,
  peers: { readonly python: boolean; readonly npm: boolean },
  chromium?: string,
): { present: Contender[]; absent: Absence[] } {
  const absent: Absence[] = []
  const python = (who: string, module: string, make: (python: string, threads: number) => Contender[]): Contender[] => {
    const program = pythonWith(module)
    if (program) return make(program, threads)
    absent.push({ who, why: `no python3 here can import ${module}` })
    return []
  }
  if (peers.python && !peers.npm) absent.push({ who: 'tfjs, jax-js', why: 'they are not installed' })
  const present = [
    ...limitContenders(threads),
    ...thinnedContenders(threads, chromium),
    ...(peers.python ? python('openblas', 'numpy', openblasContenders) : []),
    ...(peers.python ? python('pytorch', 'torch', pytorchContenders) : []),
    ...(peers.npm ? [...tfjsContenders(threads), ...jaxJsContenders(threads)] : []),
  ]
  return { present, absent }
}
