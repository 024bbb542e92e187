import { type Schema, value } from '@thinned/schema'
import type { Diagnosis, LayerDiagnosis } from './diagnosis.ts'
import { DiagnosisError } from './diagnosis-error.ts'
import type { KeepUse } from './keep/keep-used.ts'
import type { NetworkScore } from './network/measured.ts'
import type { GradientNoise } from './noise/gradient-noise.ts'
import { argument } from './options.ts'

/** A number of two networks; null where a diagnosis does not say it. */
export interface Compared {
  readonly a: number | null
  readonly b: number | null
  /** b − a. */
  readonly change: number | null
}

/** One hidden layer of two networks. */
export interface ComparedLayer {
  readonly path: string
  readonly units: Compared
  readonly zeroShare: Compared
  readonly hoyer: Compared
  /** The share of units that are dead, in [0, 1]. */
  readonly deadShare: Compared
  readonly correlation: Compared
  /** The Gini coefficient of the contributions. */
  readonly gini: Compared
}

/** What the removal of a fraction of the hidden units costs two networks: the mean over draws, minus the value of the full network. */
export interface ComparedRemoval {
  readonly fraction: number
  readonly plain: { readonly lossIncrease: Compared; readonly errorIncrease: Compared }
  readonly rescaled: { readonly lossIncrease: Compared; readonly errorIncrease: Compared }
}

/** A layer that drops, of two networks; null where one has no such layer. */
export interface ComparedKeep {
  readonly path: string
  readonly keep: Compared
  /** The share that the masks kept. */
  readonly kept: Compared
}

/** The noise of the gradients of two networks: the estimates themselves. */
export interface ComparedNoise {
  readonly squaredNorm: Compared
  readonly fromBatches: Compared
  readonly fromMasks: Compared
  readonly ratio: Compared
}

/** Two diagnoses side by side, in plain JSON. */
export interface Comparison {
  readonly examples: number
  readonly loss: Compared
  readonly error: Compared
  readonly layers: readonly ComparedLayer[]
  /** Null unless both diagnoses have it. */
  readonly robustness: readonly ComparedRemoval[] | null
  /** The layers that drop in one of the two. */
  readonly keep: readonly ComparedKeep[]
  /** Null unless both diagnoses have it. */
  readonly gradientNoise: ComparedNoise | null
}

const ESTIMATES = ['squaredNorm', 'fromBatches', 'fromMasks'] as const

const diagnosis: Schema<Diagnosis> = /* @__PURE__ */ value<Diagnosis>(
  'a diagnosis, as await diagnose(model, data) gives it',
  (given) => {
    const { examples, loss, layers, robustness, keep = null, gradientNoise = null } = Object(given)
    const isEstimate = (estimate: unknown): boolean => Number.isFinite(Object(estimate).value)
    const isLevel = (level: unknown): boolean =>
      [Object(level).plain, Object(level).rescaled].every((score) => Object(score) === score)
    return (
      Number.isSafeInteger(examples) &&
      loss !== undefined &&
      Array.isArray(layers) &&
      layers.every((layer) => typeof Object(layer).path === 'string' && Array.isArray(layer.dead)) &&
      (robustness === null || (Array.isArray(robustness) && robustness.every(isLevel))) &&
      (keep === null || (Array.isArray(keep) && keep.every((use) => typeof Object(use).path === 'string'))) &&
      (gradientNoise === null || ESTIMATES.every((name) => isEstimate(Object(gradientNoise)[name])))
    )
  },
)

/**
 * Two diagnoses side by side, such as those of a network trained without dropout and of one trained with it.
 *
 * @throws {DiagnosisError} where they were made on different numbers of examples, on which correlations depend, or have other hidden layers.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { compare, diagnose } from '@thinned/diagnosis'
 * import { init, linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const data = twoMoons({ size: 100, key: key(1) })
 * const [a, b] = await Promise.all(
 *   [2, 3].map((seed) => {
 *     const model = sequential(linear(2, 16), relu(), linear(16, 2))
 *     init(model, key(seed))
 *     return diagnose(model, data)
 *   }),
 * )
 * const { layers } = compare(a!, b!)
 * console.log(layers[0]!.path, layers[0]!.units) // relu1 { a: 16, b: 16, change: 0 }
 * ```
 */
export function compare(a: Diagnosis, b: Diagnosis): Comparison {
  const [first, second] = [argument('compare', 'a', diagnosis, a), argument('compare', 'b', diagnosis, b)]
  if (first.examples !== second.examples)
    throw new DiagnosisError(
      `compare was given diagnoses on ${first.examples} and ${second.examples} examples; correlations depend on their number. Diagnose both on the same.`,
      { code: 'mismatch' },
    )
  const [paths, others] = [first, second].map(({ layers }) => layers.map(({ path }) => path).join(', '))
  if (paths !== others)
    throw new DiagnosisError(
      `compare was given diagnoses of the layers ${paths || '(none)'} and ${others || '(none)'}; they are of the same. Name them by { layers } of diagnose.`,
      { code: 'mismatch' },
    )
  return {
    examples: first.examples,
    loss: compared(first.loss, second.loss),
    error: compared(first.error, second.error),
    layers: first.layers.map((layer, i) => comparedLayer(layer, second.layers[i]!)),
    robustness: first.robustness && second.robustness && comparedRobustness(first, second),
    keep: comparedKeep(first.keep ?? [], second.keep ?? []),
    gradientNoise: comparedNoise(first.gradientNoise, second.gradientNoise),
  }
}

function compared(a: number | null | undefined, b: number | null | undefined): Compared {
  const [first, second] = [a ?? null, b ?? null]
  return { a: first, b: second, change: first === null || second === null ? null : second - first }
}

function comparedLayer(a: LayerDiagnosis, b: LayerDiagnosis): ComparedLayer {
  const of = (read: (layer: LayerDiagnosis) => number | null | undefined): Compared => compared(read(a), read(b))
  return {
    path: a.path,
    units: of(({ units }) => units),
    zeroShare: of(({ zeroShare }) => zeroShare),
    hoyer: of(({ hoyer }) => hoyer),
    deadShare: of(({ dead, units }) => dead.length / units),
    correlation: of(({ correlation }) => correlation),
    gini: of(({ contributions }) => contributions?.gini),
  }
}

function comparedRobustness(a: Diagnosis, b: Diagnosis): ComparedRemoval[] {
  return a.robustness!.flatMap(({ fraction, plain, rescaled }) => {
    const other = b.robustness!.find((removal) => removal.fraction === fraction)
    if (!other) return []
    const increases = (first: NetworkScore, second: NetworkScore) => ({
      lossIncrease: compared(first.loss - a.loss, second.loss - b.loss),
      errorIncrease: compared(minus(first.error, a.error), minus(second.error, b.error)),
    })
    return [{ fraction, plain: increases(plain, other.plain), rescaled: increases(rescaled, other.rescaled) }]
  })
}

function comparedKeep(a: readonly KeepUse[], b: readonly KeepUse[]): ComparedKeep[] {
  const paths = new Set([...a, ...b].map(({ path }) => path))
  return [...paths].map((path) => {
    const [first, second] = [a, b].map((uses) => uses.find((use) => use.path === path))
    return { path, keep: compared(first?.keep, second?.keep), kept: compared(first?.kept, second?.kept) }
  })
}

function comparedNoise(a: GradientNoise | null | undefined, b: GradientNoise | null | undefined): ComparedNoise | null {
  if (!a || !b) return null
  const of = (name: (typeof ESTIMATES)[number]): Compared => compared(a[name].value, b[name].value)
  return {
    squaredNorm: of('squaredNorm'),
    fromBatches: of('fromBatches'),
    fromMasks: of('fromMasks'),
    ratio: compared(a.ratio?.value, b.ratio?.value),
  }
}

const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b)
