import type { Backend } from '@thinned/tensor'
import type { Prepare } from '../protocol/answer.ts'
import { works } from '../works/index.ts'
import { convWork } from './conv.ts'
import { dropoutWork } from './dropout.ts'
import { matmulWork } from './matmul.ts'
import { mlpWork } from './mlp.ts'
import { monteCarlo } from './monte-carlo.ts'
import { small } from './small.ts'
import { uniforms } from './uniforms.ts'

/** How Thinned does each of the timed works on a backend. */
export function thinnedWorks(backend: Backend): Record<string, Prepare> {
  const families: Record<string, (name: string) => Prepare> = {
    matmul: (name) => matmulWork(backend, name),
    dropout: (name) => dropoutWork(backend, name),
    mlp: (name) => mlpWork(backend, name),
    small: () => small(backend),
    conv: () => convWork(backend),
    mc: () => monteCarlo(backend),
    uniform: () => uniforms(backend),
  }
  return Object.fromEntries(
    works.flatMap(({ name }) => {
      const family = families[name.split('-')[0]!]
      return family ? [[name, family(name)]] : []
    }),
  )
}
