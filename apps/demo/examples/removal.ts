/**
 * What remains of a network of handwritten digits when half of its hidden units are removed, without and with dropout in training. Both train until the full
 * network makes no error on the training images.
 *
 *     npx -y pnpm@12 example apps/demo/examples/removal.ts
 *
 *     --data <folder>   the four files of MNIST in place of the drawn digits: other training images for each seed, and all test images
 *     --images <n>      how many training images (default 1,000 digits, 10,000 of MNIST)
 *     --epochs <n>      at most so many, whatever the training error (default 100 and 300)
 */
import { parseArgs } from 'node:util'
import { adam, data, diagnosis, dropout, fit, flatten, key, linear, relu, sequential } from 'thinned'
import { mnist } from 'thinned/node'
import { compareNetworks } from './kit/compare-networks.ts'

const further = { data: { type: 'string' }, images: { type: 'string' }, epochs: { type: 'string' } } as const
const given = parseArgs({ options: further, strict: false }).values
const files = given.data === undefined ? undefined : await mnist(String(given.data))
const images = Number(given.images ?? (files ? 10_000 : 1000))
const epochs = Number(given.epochs ?? (files ? 300 : 100))
const test = files?.test ?? data.digits({ size: 1000, key: key('test') })

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
  const size = small ? 60 : images
  const run = await fit(model, {
    data: {
      train: files ? data.stratifiedSample(files.train, size, key(seed)) : data.digits({ size, key: key(seed) }),
    },
    loss: 'crossEntropy',
    epochs: small ? 1 : epochs,
    batchSize: 50,
    optimizer: adam({ learningRate: 0.001 }),
    measureTraining: 'all',
    callbacks: [{ epoch: ({ record }) => (record.error === 0 ? 'stop' : undefined) }],
    key: key(seed),
  })
  const { error, layers, robustness } = await diagnosis.diagnose(model, test, {
    maxExamples: small ? 50 : test.inputs.shape[0]!,
  })
  const half = robustness!.find(({ fraction }) => fraction === 0.5)!
  const mean = (of: (layer: diagnosis.LayerDiagnosis) => number | null | undefined) =>
    layers.reduce((sum, layer) => sum + of(layer)!, 0) / layers.length
  const scores = {
    epochs: run.history.length,
    'training error': run.history.at(-1)!.error,
    'test error': error!,
    'correlation of units': mean(({ correlation }) => correlation),
    'Gini of contributions': mean(({ contributions }) => contributions?.gini),
    'added error, rescaled': half.rescaled.error! - error!,
    'added error': half.plain.error! - error!,
  }
  return { model, scores }
}

const results = await compareNetworks({
  title: `784-256-256-10 on ${images.toLocaleString('en')} ${files ? 'images of MNIST' : 'digits'}, until no training image is wrong; then half of the hidden units are removed`,
  networks: {
    'without dropout': (seed, small) => train(1, seed, small),
    'with dropout': (seed, small) => train(0.5, seed, small),
  },
  format: (value, score) => (score === 'epochs' ? value.toFixed(1) : value.toFixed(4)),
  further,
})

const [without, withDropout] = [...results.values()]
for (const score of ['added error, rescaled', 'added error']) {
  const ratios = without!.map((scores, i) => scores[score]! / withDropout![i]![score]!)
  const mean = (runs: NonNullable<typeof without>) =>
    runs.reduce((sum, scores) => sum + scores[score]!, 0) / runs.length
  console.log(
    `The ${score}, without dropout, is ${(mean(without!) / mean(withDropout!)).toFixed(1)} times that with it (seed by seed ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')}).`,
  )
}
