import { digits } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { createPass, crossEntropy, flattenParams, init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { assign, type Backend, backward, mul, noGrad, reshape, scope, sub, tensor } from '@thinned/tensor'
import type { Work } from '../work.ts'

const BATCH = 128

/** A step of gradient descent of 784-1024-1024-1024-10 on digits, batch 128, with and without dropout (keep 0.8 and 0.5). */
export function trainingStepWorks(backend: Backend): Work[] {
  const { inputs, targets } = digits({ size: BATCH, key: key(0) })
  const x = reshape(tensor(inputs.data, { shape: inputs.shape, backend }), [BATCH, 784])
  const labels = tensor(targets.data, { backend })
  const common = {
    who: 'thinned',
    mode: backend.name,
    threads: 1,
    unit: 'ms',
    value: (milliseconds: number) => milliseconds,
  }
  return [
    { ...common, work: 'mlp', run: stepOf(network(true)) },
    { ...common, work: 'mlp-plain', run: stepOf(network(false)) },
  ]

  function stepOf(model: Layer): () => void {
    init(model, key(1), { backend })
    const parameters = flattenParams(model.params)
    let step = 0
    return () =>
      scope(() => {
        const pass = createPass({ mode: 'train', key: foldIn(key(2), step), step: step++ })
        const gradients = backward(crossEntropy(model.forward(x, pass), labels), parameters)
        noGrad(() => {
          for (const [path, parameter] of Object.entries(parameters))
            assign(parameter, sub(parameter, mul(gradients[path]!, 0.01)))
        })
      })
  }
}

function network(thinned: boolean): Layer {
  const drop = (keep: number): Layer[] => (thinned ? [dropout({ keep })] : [])
  const layers: Layer[] = [
    ...drop(0.8),
    ...[784, 1024, 1024].flatMap((width) => [linear(width, 1024), relu(), ...drop(0.5)]),
    linear(1024, 10),
  ]
  return (sequential as (...layers: Layer[]) => Layer)(...layers)
}
