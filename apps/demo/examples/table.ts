/**
 * A table with missing values and categories, from its CSV text to a calibrated classifier, without and with dropout.
 *
 *     npx -y pnpm@12 example apps/demo/examples/table.ts
 */
import { adamW, data, dropout, evaluate, fit, key, linear, metrics, relu, schedules, sequential } from 'thinned'
import { compareNetworks } from './kit/compare-networks.ts'

const SIZES = { full: { train: 2000, test: 4000 }, small: { train: 100, test: 100 } }

async function train(keep: number, seed: number, small: boolean) {
  const sizes = small ? SIZES.small : SIZES.full
  const table = data.parseCsv(data.greenhouse({ size: sizes.train + sizes.test, key: key(seed) }))
  const parts = data.splitTable(table, sizes, key(seed))
  // Fitted on the training part alone: it learns nothing from the test part.
  const prepared = data
    .preprocess({
      target: 'grade',
      numbers: [data.impute('median', { indicator: true }), data.standardize()],
      categories: [data.impute({ constant: 'unknown' }), data.oneHot()],
    })
    .fit(parts.train)
  const [known, unseen] = [parts.train, parts.test].map((part) => prepared.dataset(part))
  const features = known!.featureNames.length
  const model = sequential(
    linear(features, 128),
    relu(),
    dropout({ keep }),
    linear(128, 128),
    relu(),
    dropout({ keep }),
    linear(128, 3),
  )
  const run = await fit(model, {
    data: { train: known! },
    loss: 'crossEntropy',
    epochs: small ? 2 : 60,
    batchSize: 64,
    optimizer: adamW({ learningRate: schedules.cosine({ initial: 0.003 }), weightDecay: 0.01 }),
    key: key(seed),
  })
  const {
    error,
    loss,
    metrics: measured,
  } = await evaluate(model, unseen!, {
    metrics: { ece: metrics.ece() },
  })
  const scores = {
    'training error': run.history.at(-1)!.error,
    'test calibration error': measured['ece'] as number,
    'test error': error,
    'test loss': loss,
  }
  return { model, scores }
}

await compareNetworks({
  title: 'A greenhouse of 2,000 plants: six numbers and two categories, some missing, three grades',
  networks: {
    'without dropout': (seed, small) => train(1, seed, small),
    'with dropout': (seed, small) => train(0.5, seed, small),
  },
  format: (value, score) => (score === 'test loss' ? value.toFixed(3) : `${(100 * value).toFixed(1)} %`),
})
