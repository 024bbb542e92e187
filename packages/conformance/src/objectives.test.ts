import { twoMoons } from '@thinned/data'
import { dropout, objectives } from '@thinned/dropout'
import { flattenParams, type Layer, linear, losses, type Objective, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, reference } from '@thinned/tensor'
import { evaluate, fit, sgd } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'

const train = twoMoons({ size: 100, key: key(1) })

async function trained(loss: Objective, backend: Backend = reference) {
  const model: Layer = sequential(linear(2, 16), relu(), dropout({ keep: 0.5 }), linear(16, 2))
  const { history } = await fit(model, {
    data: { train },
    loss,
    epochs: 3,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
    key: key(2),
    backend,
  })
  return { model, history, values: Object.values(flattenParams(model.params)).map((value) => value.readSync()) }
}

test.each([
  ['rDrop', () => objectives.rDrop(losses.crossEntropy, { alpha: 2 })],
  ['multiSample', () => objectives.multiSample(losses.crossEntropy, { samples: 3 })],
] as const)(
  '%s trains to the same bits on every backend, and the full network is measured by the loss alone',
  async (_, loss) => {
    const one = await trained(loss())
    expect(one.history.at(-1)!.loss).toBeCloseTo((await evaluate(one.model, train)).loss, 6)
    const backend = await wasm({ threads: 2 })
    try {
      expect((await trained(loss(), backend)).values).toEqual(one.values)
      expect([...backend.fallbacks]).toEqual([])
    } finally {
      backend.close()
    }
  },
)
