import { entriesOf, titled } from '@thinned/nn/test/entries'
import { type LossCase, type LossCases, lossInputs } from '@thinned/nn/test/loss-cases'
import { key } from '@thinned/rng'
import { type Backend, backward, randomUniform, reference, requireGrad, scope } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { describe, expect, test } from 'vitest'
import { bitsOf } from './bits-of.ts'

/** Every loss of `@thinned/nn`, found by its file, has the bits of the reference on WASM, forward and backward. */
const losses = titled(await entriesOf<LossCases>('losses'))
const backends = [await wasm({ threads: 1 }), await wasm({ threads: 2, revectorize: false })]

/** The loss and the gradients of the predictions, without weights and, where it takes them, with. */
function run(one: LossCase, backend: Backend): (readonly number[])[] {
  return scope(() => {
    const { predictions, targets } = lossInputs(one, 9, { backend })
    for (const prediction of predictions) requireGrad(prediction)
    const weights = one.weights && randomUniform(key('weights'), [9, ...one.weights], { backend })
    return [undefined, ...(weights ? [weights] : [])].flatMap((used) => {
      const value = one.loss(predictions, targets, used)
      const bits = bitsOf(value)
      return [bits, ...backward(value, predictions).map(bitsOf)]
    })
  })
}

describe.each(backends.map((backend) => [backend.name, backend] as const))('%s', (_, backend) => {
  test.each(losses)('%s', (_, one) => {
    expect(run(one, backend)).toEqual(run(one, reference))
    expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
    expect([...backend.fallbacks]).toEqual([])
  })
})
