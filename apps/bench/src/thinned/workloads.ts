import type { Backend } from '@thinned/tensor'
import type { Prepare } from '../protocol/answer.ts'
import { workloads } from '../workloads/index.ts'
import { convWorkload } from './conv.ts'
import { dropoutWorkload } from './dropout.ts'
import { fitWorkload } from './fit.ts'
import { lstmWorkload } from './lstm.ts'
import { matmulWorkload } from './matmul.ts'
import { mlpWorkload } from './mlp.ts'
import { monteCarlo } from './monte-carlo.ts'
import { small } from './small.ts'
import { uniforms } from './uniforms.ts'

/** How Thinned does each of the timed workloads on a backend. */
export function thinnedWorkloads(backend: Backend): Record<string, Prepare> {
  const families: Record<string, (name: string) => Prepare> = {
    matmul: (name) => matmulWorkload(backend, name),
    dropout: (name) => dropoutWorkload(backend, name),
    mlp: (name) => mlpWorkload(backend, name),
    small: () => small(backend),
    conv: () => convWorkload(backend),
    lstm: () => lstmWorkload(backend),
    fit: (name) => fitWorkload(backend, name),
    mc: () => monteCarlo(backend),
    uniform: () => uniforms(backend),
  }
  return Object.fromEntries(
    workloads.flatMap(({ name }) => {
      const family = families[name.split('-')[0]!]
      return family ? [[name, family(name)]] : []
    }),
  )
}
