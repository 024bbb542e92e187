/**
 * The next character of a text, by an LSTM and by a small transformer, each without and with dropout.
 *
 *     npx -y pnpm@12 example apps/demo/examples/characters.ts
 */
import {
  adam,
  data,
  dropout,
  embedding,
  evaluate,
  fit,
  key,
  type Layer,
  layerNorm,
  linear,
  lockedDropout,
  lstm,
  multiHeadAttention,
  positionalEmbedding,
  relu,
  residual,
  schedules,
  sequential,
} from 'thinned'
import { compareNetworks } from './kit/compare-networks.ts'

const TIME = 32
const UNITS = 64

/** Dropout with one mask for all steps, before and after the recurrence. */
function recurrent(classes: number, keep: number): Layer {
  return sequential(
    embedding(classes, UNITS),
    lockedDropout({ keep }),
    lstm(UNITS, UNITS),
    lockedDropout({ keep }),
    linear(UNITS, classes),
  )
}

/** Dropout on the attention weights and on the output of each block. */
function transformer(classes: number, keep: number): Layer {
  const block = () => [
    residual(
      layerNorm(UNITS),
      multiHeadAttention(UNITS, { heads: 4, causal: true, weights: dropout({ keep }) }),
      dropout({ keep }),
    ),
    residual(layerNorm(UNITS), linear(UNITS, 2 * UNITS), relu(), linear(2 * UNITS, UNITS), dropout({ keep })),
  ]
  const layers: Layer[] = [
    embedding(classes, UNITS),
    positionalEmbedding(TIME, UNITS),
    ...block(),
    ...block(),
    layerNorm(UNITS),
    linear(UNITS, classes),
  ]
  return sequential(...layers)
}

async function train(build: (classes: number, keep: number) => Layer, keep: number, seed: number, small: boolean) {
  const { train: text, validation } = data.characterTask({
    size: small ? 2000 : 10_000,
    time: TIME,
    validation: 0.4,
    key: key(seed),
  })
  const model = build(text.classes, keep)
  const run = await fit(model, {
    data: { train: text },
    loss: 'crossEntropy',
    epochs: small ? 1 : 60,
    batchSize: 16,
    optimizer: adam({ learningRate: schedules.cosine({ initial: 0.003 }) }),
    clipNorm: 1,
    measureTraining: 'all',
    key: key(seed),
  })
  const { error, loss } = await evaluate(model, validation)
  const scores = { 'training loss': run.history.at(-1)!.loss, 'validation error': error, 'validation loss': loss }
  return { model, scores }
}

await compareNetworks({
  title: 'The next of 28 characters, learned from 6,000, by an LSTM; losses in nats',
  networks: {
    LSTM: (seed, small) => train(recurrent, 1, seed, small),
    'LSTM, dropout': (seed, small) => train(recurrent, 0.8, seed, small),
  },
})
await compareNetworks({
  title: 'The same by a transformer of two blocks',
  networks: {
    transformer: (seed, small) => train(transformer, 1, seed, small),
    'transformer, dropout': (seed, small) => train(transformer, 0.8, seed, small),
  },
})
