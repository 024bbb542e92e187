import { adam, type Backend, type ClassPrediction, ensemble, fit, type Key, type Layer, nn, predict } from 'thinned'
import { distancesFrom, type Figures, figuresOf, isSure, mean } from './away.ts'
import { cells, cellsAnd, type Examples, examplesOf, keyOf, network } from './problem.ts'
import { AWAY, MEMBERS, SAMPLES, SIDE } from './sizes.ts'
import type { Settings } from './state.ts'

const EPOCHS = 40
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
  /** 1 in the cells away from the data in which a class has more than 95 %. */
  readonly sure: Float32Array
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

/** The examples of a run, and how far each cell is from the nearest training example. */
export interface Plane {
  readonly points: Points
  readonly distance: Float32Array
}

interface Work<Told> {
  readonly backend: Backend
  /** Passes over the training examples. */
  readonly epochs?: number
  readonly signal?: AbortSignal
  /** Is told of the run while it goes. */
  readonly tell?: (told: Told) => void
}

/** The full network in training. */
export interface Training {
  readonly epoch: number
  readonly epochs: number
  readonly map: Float32Array
}

/** A member of the ensemble, trained. */
export interface Member {
  readonly index: number
  readonly map: Float32Array
}

export function planeOf(settings: Settings): Plane {
  const { train } = examplesOf(settings)
  return {
    points: { xy: train.inputs.data, classes: train.targets.data },
    distance: distancesFrom(train.inputs.data, cells().data),
  }
}

/** Trains a network with dropout, and samples thinned networks from it. */
export async function crowdOf(settings: Settings, { tell, ...work }: Work<Training>): Promise<Crowd> {
  const { train, test } = examplesOf(settings)
  const { backend, signal } = work
  const model = network(settings.keep)
  try {
    await fit(model, {
      ...optionsOf(train, keyOf(settings.seed, 'dropout'), work),
      callbacks: [
        {
          async epoch({ record: { epoch }, epochs }) {
            if (tell && (epoch + 1) % EPOCHS_PER_FRAME === 0)
              tell({ epoch: epoch + 1, epochs, map: await decisions(model, backend) })
          },
        },
      ],
    })
    signal?.throwIfAborted()
    const inputs = cellsAnd(test)
    const prediction = await predict(model, inputs, {
      samples: SAMPLES,
      key: keyOf(settings.seed, 'masks'),
      share: 'batch',
      everySample: true,
      batchSize: inputs.shape[0]!,
      backend,
      ...(signal ? { signal } : {}),
    })
    return readCrowd(prediction, planeOf(settings).distance, test.targets.data)
  } finally {
    nn.disposeParams(model)
  }
}

/** Trains networks without dropout that differ in their first weights and their batches alone. */
export async function ensembleOf(settings: Settings, { tell, ...work }: Work<Member>): Promise<Ensemble> {
  const { train, test } = examplesOf(settings)
  const { backend, signal } = work
  const model = await ensemble(
    async ({ key, index, signal: stop }) => {
      const member = network(undefined)
      await fit(member, optionsOf(train, key, { ...work, signal: stop }))
      if (!stop.aborted) tell?.({ index, map: await decisions(member, backend) })
      return member
    },
    { members: MEMBERS, key: keyOf(settings.seed, 'ensemble'), ...(signal ? { signal } : {}) },
  )
  const inputs = cellsAnd(test)
  const prediction = await predict(model, inputs, { batchSize: inputs.shape[0]!, backend })
  nn.disposeParams(model)
  const { distance } = planeOf(settings)
  return { maps: mapsOf(prediction, distance), figures: figuresOf(prediction, distance, test.targets.data) }
}

const optionsOf = (train: Examples, key: Key, { backend, epochs = EPOCHS, signal }: Omit<Work<never>, 'tell'>) =>
  ({
    data: { train },
    loss: 'crossEntropy',
    epochs,
    batchSize: 40,
    optimizer: adam({ learningRate: 0.01 }),
    measureTraining: 'none',
    key,
    backend,
    ...(signal ? { signal } : {}),
  }) as const

/** The probability of class 1 in each cell, of the full network. */
async function decisions(model: Layer, backend: Backend): Promise<Float32Array> {
  const { mean } = await predict(model, cells(), { batchSize: CELLS, backend })
  return ofClass1(mean.data)
}

function readCrowd(prediction: ClassPrediction, distance: Float32Array, labels: Int32Array): Crowd {
  const rows = prediction.entropy.length
  const all = prediction.samples!.data
  const samples = new Float32Array(SAMPLES * CELLS)
  for (let sample = 0; sample < SAMPLES; sample++)
    samples.set(ofClass1(all.subarray(2 * sample * rows, 2 * (sample * rows + CELLS))), sample * CELLS)
  const full = ofClass1(prediction.full!.mean.data)
  const averages = averagesOf(samples)
  const distances = (places: (cell: number) => boolean): Distances => ({
    ofAverage: distancesTo(full, averages, places),
    ofOne: mean(distancesTo(full, samples, places)),
  })
  return {
    samples,
    averages,
    full,
    distances: {
      near: distances((cell) => distance[cell]! <= AWAY),
      away: distances((cell) => distance[cell]! > AWAY),
    },
    maps: mapsOf(prediction, distance),
    figures: {
      full: figuresOf(prediction.full!, distance, labels),
      dropout: figuresOf(prediction, distance, labels),
    },
  }
}

const mapsOf = ({ mean, entropy, mutualInformation }: ClassPrediction, distance: Float32Array): Maps => ({
  mean: ofClass1(mean.data),
  entropy: entropy.slice(0, CELLS),
  information: mutualInformation.slice(0, CELLS),
  sure: distance.map((far, cell) => (far > AWAY && isSure(mean.data, cell) ? 1 : 0)),
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
