import { key } from '@thinned/rng'
import { type Backend, dropout, mul, randomUniform, scope } from '@thinned/tensor'
import type { Work } from '../work.ts'

const ELEMENTS = 131_072

/** The forward pass of dropout on 512 KB, and the plain scaling of as much. */
export function dropoutWorks(backend: Backend): Work[] {
  const x = randomUniform(key(0), [128, ELEMENTS / 128], { backend })
  let step = 0
  const common = {
    who: 'thinned',
    mode: backend.name,
    threads: 1,
    unit: 'ns/element',
    value: (milliseconds: number) => (milliseconds * 1e6) / ELEMENTS,
  }
  return [
    { ...common, work: 'scale-512KB', run: () => scope(() => void mul(x, 2)) },
    { ...common, work: 'dropout-512KB', run: () => scope(() => void dropout(x, { key: key(step++), keep: 0.5 })) },
  ]
}
