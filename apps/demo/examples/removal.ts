/**
 * What remains of a network of handwritten digits when half of its hidden units are removed, without and with dropout in training. Both train until the full
 * network makes no error on the training images.
 *
 *     npx -y pnpm@12 example apps/demo/examples/removal.ts
 */
import { adam, data, diagnosis, dropout, fit, flatten, key, linear, relu, sequential } from 'thinned'
import { compareNetworks } from './kit/compare-networks.ts'

const test = data.digits({ size: 1000, key: key('test') })

async function train(keep: number, seed: number, small: boolean) {
  const model = sequential(
    flatten(),
    linear(784, 256),
    relu(),
    dropout({ keep }),
    linear(256, 256),
    relu(),
    dropout({ keep }),
    linear(256, 10),
  )
  const run = await fit(model, {
    data: { train: data.digits({ size: small ? 60 : 1000, key: key(seed) }) },
    loss: 'crossEntropy',
    epochs: small ? 1 : 100,
    batchSize: 50,
    optimizer: adam({ learningRate: 0.001 }),
    callbacks: [{ epoch: ({ record }) => (record.error === 0 ? 'stop' : undefined) }],
    key: key(seed),
  })
  const { error, layers, robustness } = await diagnosis.diagnose(model, test, { maxExamples: small ? 50 : 1000 })
  const half = robustness!.find(({ fraction }) => fraction === 0.5)!
  const mean = (of: (layer: diagnosis.LayerDiagnosis) => number | null | undefined) =>
    layers.reduce((sum, layer) => sum + of(layer)!, 0) / layers.length
  const scores = {
    'training error': run.history.at(-1)!.error,
    'test error': error!,
    'correlation of units': mean(({ correlation }) => correlation),
    'Gini of contributions': mean(({ contributions }) => contributions?.gini),
    'added error, rescaled': half.rescaled.error! - error!,
    'added error': half.plain.error! - error!,
  }
  return { model, scores }
}

await compareNetworks({
  title: '784-256-256-10 on 1,000 digits, until no training image is wrong; then half of the hidden units are removed',
  networks: {
    'without dropout': (seed, small) => train(1, seed, small),
    'with dropout': (seed, small) => train(0.5, seed, small),
  },
  format: (value) => value.toFixed(4),
})
