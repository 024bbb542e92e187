/**
 * A regression whose noise grows along the curve. The network predicts a mean and a variance, without and with dropout. With dropout, 100
 * samples also measure the uncertainty of the model (Monte Carlo dropout).
 *
 *     npx -y pnpm@12 example apps/demo/examples/noise.ts
 */
import { adam, data, dropout, evaluate, fit, key, linear, predict, relu, schedules, sequential } from 'thinned'
import { compareNetworks } from './kit/compare-networks.ts'

/** Points of the curve, and points beyond the training data. */
const GRID = Array.from({ length: 200 }, (_, i) => i / 200)
const BEYOND = Array.from({ length: 100 }, (_, i) => 1.5 + i / 200)
const column = (values: readonly number[]) => ({ data: Float32Array.from(values), shape: [values.length, 1] })

async function train(keep: number, seed: number, small: boolean) {
  const model = sequential(
    linear(1, 128),
    relu(),
    dropout({ keep }),
    linear(128, 128),
    relu(),
    dropout({ keep }),
    linear(128, 2),
  )
  const run = await fit(model, {
    data: { train: data.heteroscedastic({ size: small ? 20 : 40, key: key(seed) }) },
    loss: 'gaussianNll',
    epochs: small ? 5 : 1000,
    batchSize: 20,
    optimizer: adam({ learningRate: schedules.cosine({ initial: 0.003 }) }),
    key: key(seed),
  })
  const unseen = data.heteroscedastic({ size: 2000, key: key('test') })
  const { loss } = await evaluate(model, unseen, { loss: 'gaussianNll' })
  const deviations = async (points: readonly number[]) => {
    const { noiseVariance, variance } = await predict(model, column(points), {
      task: 'regression',
      noise: 'predicted',
      samples: 100,
      key: key(seed),
    })
    return points.map((_, i) => ({
      noise: Math.sqrt(noiseVariance!.data[i]!),
      unknown: Math.sqrt(variance.data[i]!),
    }))
  }
  const [known, beyond] = [await deviations(GRID), await deviations(BEYOND)]
  const scores = {
    'error of the predicted noise': average(known.map(({ noise }, i) => Math.abs(noise - truth(i)))),
    'unknown, on the curve': average(known.map(({ unknown }) => unknown)),
    'unknown, beyond it': average(beyond.map(({ unknown }) => unknown)),
    'training loss': run.history.at(-1)!.loss,
    'test loss': loss,
  }
  return { model, scores, task: 'regression' as const }
}

const truth = (i: number): number => data.heteroscedasticTruth(GRID[i]!).deviation
const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

await compareNetworks({
  title:
    '40 points of a curve whose noise grows; losses are negative log-likelihoods in nats, all else standard deviations',
  networks: {
    'without dropout': (seed, small) => train(1, seed, small),
    'with dropout': (seed, small) => train(0.9, seed, small),
  },
  format: (value) => value.toFixed(3),
})
