import { createPass, disposeParams, flattenParams, init, lstm } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, backward, mean, randomNormal, scope, square } from '@thinned/tensor'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { LSTM } from '../shapes.ts'

/** The outputs of an LSTM over all steps of time, and the gradients of its weights for the mean of their squares. */
export function lstmWorkload(backend: Backend): Prepare {
  return () => {
    const { batch, time, features, units } = LSTM
    const model = lstm(features, units)
    init(model, key(1), { backend })
    const params = flattenParams(model.params)
    const inputs = randomNormal(key(2), [batch, time, features], { backend })
    let step = 0
    const once = (): void =>
      scope(() => {
        const pass = createPass({ mode: 'train', key: key(3), step: step++ })
        backward(mean(square(model.forward(inputs, pass))), params)
      })
    return timesOf(once, {
      free() {
        disposeParams(model)
        inputs.dispose()
      },
    })
  }
}
