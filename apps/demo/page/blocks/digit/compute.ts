import {
  type Backend,
  type ClassPrediction,
  calibrate,
  data,
  type Layer,
  metrics,
  type NdArray,
  nn,
  predict,
  predictionBatch,
} from 'thinned'
import { type Foreign, foreignOf } from './examples.ts'
import { BUDGETS, CLASSES, heldOutDigits, keyOf, SAMPLES, type Training } from './network.ts'

/** What the full network and the thinned ones say of one image. All probabilities are of the ten classes. */
export interface Answer {
  readonly full: Float32Array
  /** The mean of the thinned networks. */
  readonly mean: Float32Array
  /** Of each thinned network [samples, classes]. */
  readonly samples: Float32Array
  readonly predicted: number
  readonly entropy: number
  readonly mutualInformation: number
}

/** The uncertainty of an image at every angle. */
export interface Turned {
  readonly angles: readonly number[]
  readonly entropy: readonly number[]
  readonly mutualInformation: readonly number[]
  readonly largest: readonly number[]
  readonly predicted: readonly number[]
}

export const ANGLES: readonly number[] = Array.from({ length: 25 }, (_, i) => 15 * i - 180)

/** The same thinned networks for all images: what is calibrated, what is measured, and what is shown agree. */
export const sampling = (seed: number, backend: Backend) =>
  ({ samples: SAMPLES, key: keyOf(seed, 'samples'), share: 'batch', backend }) as const

export async function answerOf(
  model: Layer,
  image: NdArray<Float32Array>,
  { seed }: Pick<Training, 'seed'>,
  backend: Backend,
): Promise<Answer> {
  const p = await predict(model, image, { ...sampling(seed, backend), everySample: true })
  return {
    full: p.full!.mean.data,
    mean: p.mean.data,
    samples: p.samples!.data,
    predicted: p.predicted[0]!,
    entropy: p.entropy[0]!,
    mutualInformation: p.mutualInformation[0]!,
  }
}

export async function turnedOf(
  model: Layer,
  image: NdArray<Float32Array>,
  { seed }: Pick<Training, 'seed'>,
  backend: Backend,
): Promise<Turned> {
  const pixels = image.data.length
  const images = new Float32Array(ANGLES.length * pixels)
  ANGLES.forEach((angle, i) => void images.set(data.rotateImages(image, angle).data, i * pixels))
  const p = await predict(model, { data: images, shape: [ANGLES.length, 28, 28, 1] }, sampling(seed, backend))
  return {
    angles: ANGLES,
    entropy: [...p.entropy],
    mutualInformation: [...p.mutualInformation],
    largest: Array.from(p.predicted, (label, i) => p.mean.data[CLASSES * i + label]!),
    predicted: [...p.predicted],
  }
}

/** What the trained network says of images of which the truth is known. */
export interface Measured {
  readonly heldOut: Labeled
  readonly test: Labeled & { readonly fullPredicted: Int32Array }
  /** The entropies of images that are no digits. */
  readonly foreign: Readonly<Record<Foreign, Entropies>>
}

interface Labeled {
  readonly probabilities: ArrayLike<number>
  readonly classes: number
  readonly labels: Int32Array
  readonly entropy: Entropies
}

/** Of each image, by the mean of the thinned networks and by the full network alone. */
interface Entropies {
  readonly thinned: ArrayLike<number>
  readonly full: ArrayLike<number>
}

const entropiesOf = ({ entropy, full }: ClassPrediction): Entropies => ({ thinned: entropy, full: full!.entropy })

/** The parts of the measurement, each a call that takes a fraction of a second, so that other questions come in between. */
export async function measured(
  model: Layer,
  training: Training,
  backend: Backend,
  inTurn: <T>(act: () => Promise<T>) => Promise<T> = (act) => act(),
): Promise<Measured> {
  const { seed, budget } = training
  const { test: size, foreign } = BUDGETS[budget]
  const options = sampling(seed, backend)
  const heldOut = heldOutDigits(training)
  const { prediction } = await inTurn(() =>
    calibrate(model, heldOut, { with: metrics.conformalSets({ alpha: 0.1 }), ...options }),
  )
  const test = data.digits({ size, key: keyOf(seed, 'test') })
  const said = await inTurn(() => predict(model, test.inputs, options))
  const entropyOf = async (kind: Foreign) =>
    entropiesOf(await inTurn(() => predict(model, foreignOf(kind, seed, foreign).images, options)))
  return {
    heldOut: { ...predictionBatch(prediction), labels: heldOut.targets.data, entropy: entropiesOf(prediction) },
    test: {
      ...predictionBatch(said),
      labels: test.targets.data,
      entropy: entropiesOf(said),
      fullPredicted: said.full!.predicted,
    },
    foreign: {
      letter: await entropyOf('letter'),
      scribble: await entropyOf('scribble'),
      noise: await entropyOf('noise'),
    },
  }
}

type PerKind = Readonly<Record<'digit' | Foreign, number>>

/** What was fitted on the held-out digits, and how it does on other images. */
export interface Decision {
  /** Whether the class belongs to the set of these probabilities. */
  readonly setOf: (mean: Float32Array) => Uint8Array
  /** The largest entropy that is accepted. */
  readonly threshold: number
  readonly rates: Rates
}

export interface Rates {
  /** Of the test digits: how many sets hold the digit, the mean size of the sets, and how many are empty. */
  readonly coverage: number
  /** The standard deviation of the coverage, over held-out and test digits of these numbers. */
  readonly coverageDeviation: number
  readonly size: number
  readonly empty: number
  /** Of the test digits: how many are wrong, by the mean of the thinned networks and by the full network. */
  readonly error: number
  readonly fullError: number
  /** Of the accepted test digits: how many are wrong. */
  readonly acceptedError: number
  /** The shares that are accepted, and of how many. */
  readonly accepted: PerKind
  readonly counts: PerKind
  /** The same by the entropy of the full network alone, with a threshold of its own. */
  readonly acceptedByFull: PerKind
}

export function decisionOf({ heldOut, test, foreign }: Measured, level: number, accept: number): Decision {
  const sets = metrics.conformalSets({ alpha: 1 - level, emptySets: 'keep' }).fit(heldOut)
  const rejection = metrics.rejectAbove({ coverage: accept }).fit({ uncertainty: heldOut.entropy.thinned })
  const testSets = { ...sets.sets(test), labels: test.labels }
  const sizes = metrics.setMembers(testSets).map((members) => members.length)
  const predicted = metrics.mostProbable(test.probabilities, test.classes)
  const accepted = rejection.accepts(test.entropy.thinned)
  const wrong = (said: ArrayLike<number>) => Array.from(said, (label, i) => Number(label !== test.labels[i]))
  const fullRejection = metrics.rejectAbove({ coverage: accept }).fit({ uncertainty: heldOut.entropy.full })
  const perKind = (numberOf: (entropy: Entropies) => number): PerKind => ({
    digit: numberOf(test.entropy),
    letter: numberOf(foreign.letter),
    scribble: numberOf(foreign.scribble),
    noise: numberOf(foreign.noise),
  })
  return {
    setOf: (probabilities) => Uint8Array.from(sets.sets({ probabilities, classes: CLASSES }).mask),
    threshold: rejection.threshold,
    rates: {
      coverage: metrics.measure(metrics.setCoverage(), testSets),
      coverageDeviation: Math.sqrt(level * (1 - level) * (1 / heldOut.labels.length + 1 / test.labels.length)),
      size: metrics.measure(metrics.setSize(), testSets),
      empty: mean(sizes.map((size) => Number(size === 0))),
      error: mean(wrong(predicted)),
      fullError: mean(wrong(test.fullPredicted)),
      acceptedError: mean(wrong(predicted).filter((_, i) => accepted[i] === 1)),
      accepted: perKind(({ thinned }) => mean(rejection.accepts(thinned))),
      counts: perKind(({ thinned }) => thinned.length),
      acceptedByFull: perKind(({ full }) => mean(fullRejection.accepts(full))),
    },
  }
}

/** A digest of all weights: equal for equal bits. */
export function digestOf(model: Layer): string {
  const tensors = Object.entries(nn.flattenParams(model.params))
  const inputs = Object.fromEntries(
    tensors.map(([name, tensor]) => [name, { data: tensor.readSync() as Float32Array, shape: [1, tensor.size] }]),
  )
  return data.fingerprint({ name: 'weights', inputs, targets: { data: Int32Array.of(0), shape: [1] } })
}

const mean = (values: ArrayLike<number>): number =>
  values.length === 0 ? Number.NaN : Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
