import { key } from '@thinned/rng'
import { type Backend, randomUniform, scope } from '@thinned/tensor'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { UNIFORMS } from '../shapes.ts'

/** Uniform numbers in [0, 1). */
export function uniforms(backend: Backend): Prepare {
  return () => {
    let seed = 0
    return timesOf(() => scope(() => void randomUniform(key(seed++), [UNIFORMS], { backend })))
  }
}
