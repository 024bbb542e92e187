import {
  adam,
  type Backend,
  type ClassPrediction,
  ensemble,
  type FitOptions,
  fit,
  type Key,
  type Layer,
  predict,
} from 'thinned'
import { distancesFrom, type Figures, figuresOf, mean } from './away.ts'
import { cells, cellsAnd, examplesOf, keyOf, network } from './problem.ts'
import { AWAY, MEMBERS, SAMPLES, SIDE } from './sizes.ts'
import type { Settings } from './state.ts'

const EPOCHS = 60
/** Epochs between two pictures of the network in training. */
const EPOCHS_PER_FRAME = 4
const CELLS = SIDE * SIDE

/** Points of the plane with their classes. */
export interface Points {
  readonly xy: Float32Array
  readonly classes: Int32Array
}

/** What is known of each cell of a map: the probability of class 1, and in nats the entropy of the mean and the mutual information. */
export interface Maps {
  readonly mean: Float32Array
  readonly entropy: Float32Array
  readonly information: Float32Array
}

/** The thinned networks of one trained network. */
export interface Crowd {
  /** The probability of class 1 in each cell, of each thinned network [SAMPLES, SIDE · SIDE]. */
  readonly samples: Float32Array
  /** The average of the first k of them, for k = 1 … SAMPLES [SAMPLES, SIDE · SIDE]. */
  readonly averages: Float32Array
  /** The same of the full network. */
  readonly full: Float32Array
  readonly distances: { readonly near: Distances; readonly away: Distances }
  readonly maps: Maps
  readonly figures: { readonly full: Figures; readonly dropout: Figures }
}

/** How far probabilities are from those of the full network: the mean of |difference| over cells near the data, or away from it. */
export interface Distances {
  /** Of the average of the first k thinned networks, for k = 1 … SAMPLES. */
  readonly ofAverage: Float64Array
  /** Of one thinned network, the mean over all. */
  readonly ofOne: number
}

export interface Ensemble {
  readonly maps: Maps
  readonly figures: Figures
}

/** What a run tells while it goes, in this order; `epoch` and `member` come again and again. */
export interface Listener {
  /** The training examples, and how far each cell is from the nearest. */
  points?(train: Points, distance: Float32Array): void
  /** The full network in training. */
  epoch?(epoch: number, epochs: number, map: Float32Array): void
  crowd?(crowd: Crowd): void
  /** A member of the ensemble is trained. */
  member?(index: number, map: Float32Array): void
  ensemble?(ensemble: Ensemble): void
}

interface RunOptions {
  readonly backend: Backend
  readonly signal?: AbortSignal
}

/** Trains a network with dropout and samples thinned networks from it, then trains an ensemble on the same data. */
export async function run(settings: Settings, listener: Listener, { backend, signal }: RunOptions): Promise<void> {
  const { train, test } = examplesOf(settings)
  const distance = distancesFrom(train.inputs.data, cells().data)
  const away = distance.map((far) => (far > AWAY ? 1 : 0))
  listener.points?.({ xy: train.inputs.data, classes: train.targets.data }, distance)
  const inputs = cellsAnd(test)
  const labels = test.targets.data
  const aborting = signal ? { signal } : {}
  const options = (key: Key): FitOptions => ({
    data: { train },
    loss: 'crossEntropy',
    epochs: EPOCHS,
    batchSize: 20,
    optimizer: adam({ learningRate: 0.01 }),
    measureTraining: 'none',
    key,
    backend,
    ...aborting,
  })

  const model = network(settings.keep)
  await fit(model, {
    ...options(keyOf(settings.seed, 'dropout')),
    callbacks: [
      {
        async epoch({ record: { epoch }, epochs }) {
          if (listener.epoch && (epoch + 1) % EPOCHS_PER_FRAME === 0)
            listener.epoch(epoch + 1, epochs, await decisions(model, backend))
        },
      },
    ],
  })
  signal?.throwIfAborted()
  const prediction = await predict(model, inputs, {
    samples: SAMPLES,
    key: keyOf(settings.seed, 'masks'),
    share: 'batch',
    everySample: true,
    batchSize: inputs.shape[0]!,
    backend,
    ...aborting,
  })
  listener.crowd?.(crowdOf(prediction, { away, labels }))

  const members = await ensemble(
    async ({ key, index }) => {
      const member = network(undefined)
      await fit(member, options(key))
      signal?.throwIfAborted()
      listener.member?.(index, await decisions(member, backend))
      return member
    },
    { members: MEMBERS, key: keyOf(settings.seed, 'ensemble'), ...aborting },
  )
  const joined = await predict(members, inputs, { batchSize: inputs.shape[0]!, backend, ...aborting })
  listener.ensemble?.({ maps: mapsOf(joined), figures: figuresOf(joined, { away, labels }) })
}

/** The probability of class 1 in each cell, of the full network. */
async function decisions(model: Layer, backend: Backend): Promise<Float32Array> {
  const { mean } = await predict(model, cells(), { batchSize: CELLS, backend })
  return ofClass1(mean.data)
}

function crowdOf(prediction: ClassPrediction, test: { away: Float32Array; labels: Int32Array }): Crowd {
  const rows = prediction.entropy.length
  const all = prediction.samples!.data
  const samples = new Float32Array(SAMPLES * CELLS)
  for (let sample = 0; sample < SAMPLES; sample++)
    samples.set(ofClass1(all.subarray(2 * sample * rows, 2 * (sample * rows + CELLS))), sample * CELLS)
  const full = ofClass1(prediction.full!.mean.data)
  const averages = averagesOf(samples)
  const distances = (places: (cell: number) => boolean): Distances => {
    const ofAverage = distancesTo(full, averages, places)
    return { ofAverage, ofOne: mean(distancesTo(full, samples, places)) }
  }
  return {
    samples,
    averages,
    full,
    distances: { near: distances((cell) => !test.away[cell]), away: distances((cell) => test.away[cell] === 1) },
    maps: mapsOf(prediction),
    figures: { full: figuresOf(prediction.full!, test), dropout: figuresOf(prediction, test) },
  }
}

const mapsOf = ({ mean, entropy, mutualInformation }: ClassPrediction): Maps => ({
  mean: ofClass1(mean.data),
  entropy: entropy.slice(0, CELLS),
  information: mutualInformation.slice(0, CELLS),
})

/** Every second number: the probabilities of class 1 of two, of the cells alone. */
const ofClass1 = (probabilities: Float32Array): Float32Array =>
  Float32Array.from({ length: CELLS }, (_, i) => probabilities[2 * i + 1]!)

/** The averages of the first k maps of [SAMPLES, SIDE · SIDE], for every k. */
function averagesOf(samples: Float32Array): Float32Array {
  const sums = new Float64Array(CELLS)
  return samples.map((value, i) => {
    sums[i % CELLS]! += value
    return sums[i % CELLS]! / (Math.floor(i / CELLS) + 1)
  })
}

/** The mean distance of each of several maps from one, over some of the cells. */
function distancesTo(map: Float32Array, maps: Float32Array, places: (cell: number) => boolean): Float64Array {
  const chosen = [...map.keys()].filter(places)
  return Float64Array.from({ length: maps.length / CELLS }, (_, i) =>
    mean(chosen.map((cell) => Math.abs(maps[i * CELLS + cell]! - map[cell]!))),
  )
}
