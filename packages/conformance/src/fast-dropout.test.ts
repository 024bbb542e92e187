import { twoMoons } from '@thinned/data'
import { dropout, fastDropout } from '@thinned/dropout'
import { flattenParams, linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, referenceBackend } from '@thinned/tensor'
import { evaluate, fit, sgd } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'

const moons = twoMoons({ size: 60, key: key(1) })
const targets = { data: Float32Array.from(moons.targets.data, Number), shape: [60, 1] }
const data = { train: { ...moons, targets } }

async function trained(backend: Backend) {
  const model = sequential(linear(2, 16), relu(), dropout({ keep: 0.7 }), linear(16, 1))
  const run = await fit(fastDropout(model), {
    data,
    loss: losses.expectedBinaryCrossEntropy,
    epochs: 10,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }),
    key: key(42),
    backend,
  })
  return { model, history: run.history.map(({ thinnedLoss, loss }) => [thinnedLoss, loss]) }
}

test('fit trains a network by its moments, to the same bits on WebAssembly, and the network is then used as it is', async () => {
  const threads = await wasm({ threads: 2 })
  try {
    const [here, there] = [await trained(referenceBackend()), await trained(threads)]
    expect(there.history).toEqual(here.history)
    const weights = ({ model }: typeof here) =>
      Object.values(flattenParams(model.params)).map((each) => each.readSync())
    expect(weights(there)).toEqual(weights(here))
    expect([...threads.fallbacks]).toEqual([])
    const [[thinned, full], first] = [here.history.at(-1)!, here.history[0]!]
    expect(thinned!).toBeLessThan(0.7 * first[0]!)
    // Masks leave a larger loss than the full network has, in expectation as well.
    expect(thinned!).toBeGreaterThan(full!)
    const { loss } = await evaluate(here.model, data.train, { loss: 'binaryCrossEntropy' })
    expect(loss).toBeCloseTo(full!, 5)
  } finally {
    threads.close()
  }
})
