import type { Contender } from './contender.ts'
import { jaxJsContenders } from './jax-js.ts'
import { limitContenders } from './limits.ts'
import { pytorchContenders } from './pytorch.ts'
import { tfjsContenders } from './tfjs.ts'
import { thinnedContenders } from './thinned.ts'

/** Everyone who can be measured here, on one and on all of so many threads. Peers from npm only where they are installed. */
export function contenders(threads: number, peers: 'none' | 'python' | 'all'): Contender[] {
  return [
    ...limitContenders(threads),
    ...thinnedContenders(threads),
    ...(peers === 'none' ? [] : pytorchContenders(threads)),
    ...(peers === 'all' ? [...tfjsContenders(threads), ...jaxJsContenders(threads)] : []),
  ]
}
