import {
  adam,
  type Backend,
  data,
  dropout,
  ensemble,
  fit,
  foldIn,
  type Key,
  key,
  type Layer,
  linear,
  metrics,
  nn,
  predict,
  relu,
  rng,
  schedules,
  sequential,
} from 'thinned'
import { mean } from './away.ts'
import { MEMBERS, SAMPLES, WIDTH } from './sizes.ts'
import type { Settings } from './state.ts'

const EXAMPLES = 200
const NOISE = 0.1
/** The examples have inputs of this size, on both sides of 0. */
const INSIDE = { from: 1, to: 3 }
/** What is asked: −6, −5.9, … 6. */
const X: readonly number[] = Array.from({ length: 121 }, (_, i) => (i - 60) / 10)

/** y = sin 2x + x / 3. */
const truth = (x: number): number => data.heteroscedasticTruth(x / Math.PI).mean + x / 3

/** What is said of each of X: the mean of the samples, and their standard deviation. */
export interface Spread {
  readonly mean: Float32Array
  readonly deviation: Float32Array
  /** The mean deviation where the examples are, in the gap between them, and beyond. */
  readonly inside: number
  readonly gap: number
  readonly beyond: number
  /** The share of X beyond the examples at which the truth is within two deviations of the mean. */
  readonly holds: number
}

export interface Curve {
  readonly x: readonly number[]
  readonly truth: readonly number[]
  readonly examples: { readonly x: Float32Array; readonly y: Float32Array }
  readonly dropout: Spread
  readonly ensemble: Spread
}

/** A network with dropout and an ensemble without learn a curve from two ranges, and say what they make of the rest. */
export async function curveOf(
  { keep, seed }: Pick<Settings, 'keep' | 'seed'>,
  {
    backend,
    signal,
    epochs = 200,
  }: { readonly backend: Backend; readonly signal?: AbortSignal; readonly epochs?: number },
): Promise<Curve> {
  const own = foldIn(key(seed), 'curve')
  const examples = examplesOf(own)
  const train = { name: 'curve', inputs: column(examples.x), targets: column(examples.y) }
  const aborting = signal ? { signal } : {}
  const trained = async (model: Layer, runKey: Key, stop: typeof aborting): Promise<Layer> => {
    await fit(model, {
      data: { train },
      loss: 'mse',
      epochs,
      batchSize: 20,
      optimizer: adam({ learningRate: schedules.cosine({ initial: 0.01 }) }),
      measureTraining: 'none',
      key: runKey,
      backend,
      ...stop,
    })
    return model
  }
  const inputs = column(Float32Array.from(X))
  const thinned = await trained(network(keep), foldIn(own, 'dropout'), aborting)
  signal?.throwIfAborted()
  const sampling = { samples: SAMPLES, key: foldIn(own, 'masks'), share: 'batch' } as const
  const crowd = await predict(thinned, inputs, { task: 'regression', ...sampling, ...aborting })
  nn.disposeParams(thinned)
  const members = await ensemble(({ key, signal }) => trained(network(undefined), key, { signal }), {
    members: MEMBERS,
    key: foldIn(own, 'ensemble'),
    task: 'regression',
    ...aborting,
  })
  const five = await predict(members, inputs, { task: 'regression', ...aborting })
  nn.disposeParams(members)
  return { x: X, truth: X.map(truth), examples, dropout: spreadOf(crowd), ensemble: spreadOf(five) }
}

/** What several seeds came to. */
export interface Over {
  /** The mean deviation beyond the examples over that among them, with the 95 % interval of its mean. */
  readonly growth: metrics.MeanInterval
  /** How often two deviations hold the truth: the mean over the seeds, and the least and the most of a seed. */
  readonly holds: { readonly value: number; readonly least: number; readonly most: number }
}

export type CurveSummary = Readonly<Record<'dropout' | 'ensemble', Over>>

/** What the curves of at least two seeds come to. */
export function summaryOfCurves(curves: readonly Curve[]): CurveSummary {
  const of = (name: 'dropout' | 'ensemble'): Over => {
    const shares = curves.map((curve) => curve[name].holds)
    return {
      growth: metrics.meanInterval(curves.map((curve) => curve[name].beyond / curve[name].inside)),
      holds: { value: mean(shares), least: Math.min(...shares), most: Math.max(...shares) },
    }
  }
  return { dropout: of('dropout'), ensemble: of('ensemble') }
}

function network(keep: number | undefined): Layer {
  const noise = () => (keep === undefined ? [] : [dropout({ keep })])
  return sequential(
    linear(1, WIDTH),
    relu(),
    ...noise(),
    linear(WIDTH, WIDTH),
    relu(),
    ...noise(),
    linear(WIDTH, 1),
  ) as Layer
}

function examplesOf(own: Key): Curve['examples'] {
  const places = rng.uniform(foldIn(own, 'x'), EXAMPLES)
  const noises = rng.normal(foldIn(own, 'noise'), EXAMPLES)
  const { from, to } = INSIDE
  // Above ½ on the right, below on the left.
  const x = places.map((u) => (u < 0.5 ? -1 : 1) * (from + (to - from) * (u < 0.5 ? 2 * u : 2 * u - 1)))
  return { x, y: x.map((at, i) => truth(at) + NOISE * noises[i]!) }
}

const column = (values: Float32Array) => ({ data: values, shape: [values.length, 1] })

function spreadOf({
  mean: said,
  variance,
}: {
  readonly mean: { data: Float32Array }
  readonly variance: { data: Float32Array }
}): Spread {
  const deviation = variance.data.map(Math.sqrt)
  const over = (places: (size: number) => boolean): number =>
    mean([...deviation].filter((_, i) => places(Math.abs(X[i]!))))
  const beyond = [...X.keys()].filter((i) => Math.abs(X[i]!) > INSIDE.to)
  return {
    mean: said.data,
    deviation,
    inside: over((size) => size >= INSIDE.from && size <= INSIDE.to),
    gap: over((size) => size < INSIDE.from),
    beyond: over((size) => size > INSIDE.to),
    holds: beyond.filter((i) => Math.abs(said.data[i]! - truth(X[i]!)) <= 2 * deviation[i]!).length / beyond.length,
  }
}
