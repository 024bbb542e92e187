import { key } from '@thinned/rng'
import { type Backend, dropout, randomUniform, scope } from '@thinned/tensor'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { dropoutShapes, KEEP } from '../shapes.ts'

/**
 * The dropout operation, a fresh mask each time. Its backward rule is the operation on the gradient with the same key, so that is what
 * backward runs here: `backward` itself starts from a scalar, which would cost a reduction that no peer pays.
 */
export function dropoutWorkload(backend: Backend, name: string): Prepare {
  const [, size, backward] = name.split('-')
  return () => {
    const shape = dropoutShapes[size!]!
    const x = randomUniform(key(1), shape, { low: 0.1, backend })
    const gradient = randomUniform(key(2), shape, { low: 0.1, backend })
    let step = 0
    const once = (): void =>
      scope(() => {
        const options = { key: key(step++), keep: KEEP.hidden }
        dropout(x, options)
        if (backward) dropout(gradient, options)
      })
    return timesOf(once, {
      note: backward ? 'backward as its rule computes it, on a given gradient' : '',
      free() {
        x.dispose()
        gradient.dispose()
      },
    })
  }
}
