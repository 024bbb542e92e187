import { either, Fault, list, object, optional, type Schema } from '@thinned/schema'
import { formatShape, type Shape, sizeOf } from '@thinned/tensor'
import { aboveZero } from '../../options.ts'
import { TrainError } from '../../train-error.ts'

/** One number for all values of an example, one for each on the last axis, or one for each. */
type Amount = number | readonly number[]

/**
 * The noise of the data around what a network says: 'predicted' where the network predicts it too, or one normal distribution everywhere, by its
 * precision τ = 1 / variance or its standard deviation, in the units of the results; of several numbers for each example also a list of these.
 * What `gaussianNoise().fit` of @thinned/metrics gives is such a noise.
 */
export type Noise =
  | 'predicted'
  | { readonly precision: number | readonly number[] }
  | { readonly deviation: number | readonly number[] }

const amount: Schema<Amount> = /* @__PURE__ */ either<Amount>(
  aboveZero,
  /* @__PURE__ */ list(aboveZero, 'a list of them, one for each output'),
)

const known = /* @__PURE__ */ object({
  precision: /* @__PURE__ */ optional(amount),
  deviation: /* @__PURE__ */ optional(amount),
})

export const noise: Schema<Noise> = {
  takes: "'predicted', { precision } or { deviation }, or what gaussianNoise().fit of @thinned/metrics gives",
  read(given, path) {
    if (given === 'predicted') return given
    if (typeof given !== 'object' || given === null) throw new Fault(path, given, this.takes)
    const { state, fit } = given as { readonly state?: unknown; readonly fit?: unknown }
    if (typeof fit === 'function') throw new Fault(path, given, `${this.takes}. Call its fit with held-out data`)
    const { precision, deviation } = known.read(state ?? given, path)
    if ((precision === undefined) === (deviation === undefined))
      throw new Fault(path, given, `${this.takes}: exactly one of them`)
    return precision === undefined ? { deviation: deviation! } : { precision }
  },
}

/** The variances of noise that is the same for all examples: of each value of one. Undefined where each example has its own, or nothing is known. */
export function constantVariances(noise: Noise | undefined, shape: Shape): Float64Array | undefined {
  if (noise === undefined || noise === 'predicted') return undefined
  const [given, varianceOf] =
    'precision' in noise
      ? [noise.precision, (precision: number) => 1 / precision]
      : [noise.deviation, (deviation: number) => deviation * deviation]
  const amounts = typeof given === 'number' ? [given] : given
  const lengths = [...new Set([1, shape.at(-1) ?? 1, sizeOf(shape)])]
  if (!lengths.includes(amounts.length))
    throw new TrainError(
      `predict was given a noise of ${amounts.length} numbers for values ${formatShape(shape)} of each example; it takes ${lengths.join(' or ')} of them.`,
      { code: 'mismatch' },
    )
  return Float64Array.from({ length: sizeOf(shape) }, (_, i) => varianceOf(amounts[i % amounts.length]!))
}
