/**
 * A convolutional net on handwritten digits, without and with dropout before its linear layers.
 *
 *     npx -y pnpm@12 example apps/demo/examples/convnet.ts
 */
import {
  adam,
  conv2d,
  data,
  dropout,
  evaluate,
  fit,
  flatten,
  key,
  linear,
  maxPool2d,
  relu,
  schedules,
  sequential,
} from 'thinned'
import { compareNetworks } from './kit/compare-networks.ts'

const test = data.digits({ size: 2000, key: key('test') })

async function train(keep: number, seed: number, small: boolean) {
  const model = sequential(
    conv2d(1, 8, { kernel: 5 }),
    relu(),
    maxPool2d(2),
    conv2d(8, 16, { kernel: 5 }),
    relu(),
    maxPool2d(2),
    flatten(),
    dropout({ keep }),
    linear(256, 64),
    relu(),
    dropout({ keep }),
    linear(64, 10),
  )
  const run = await fit(model, {
    data: { train: data.digits({ size: small ? 60 : 600, key: key(seed) }) },
    loss: 'crossEntropy',
    epochs: small ? 1 : 30,
    batchSize: 32,
    optimizer: adam({ learningRate: schedules.cosine({ initial: 0.003 }) }),
    key: key(seed),
  })
  const { error } = await evaluate(model, test)
  const scores = { 'training error': run.history.at(-1)!.error, 'test error': error }
  return { model, scores }
}

await compareNetworks({
  title: 'A convolutional net on 600 digits, 30 epochs',
  networks: {
    'without dropout': (seed, small) => train(1, seed, small),
    'with dropout': (seed, small) => train(0.5, seed, small),
  },
  format: (value) => `${(100 * value).toFixed(2)} %`,
})
