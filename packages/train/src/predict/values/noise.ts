import { Fault, object, optional, type Schema } from '@thinned/schema'
import { aboveZero } from '../../options.ts'

/**
 * The noise of the data around what a network says: 'predicted' where the network predicts it too, or one normal distribution everywhere, by its precision τ = 1 / variance or
 * its standard deviation, in the units of the results. What `gaussianNoise().fit` of @thinned/metrics gives is such a noise.
 */
export type Noise = 'predicted' | { readonly precision: number } | { readonly deviation: number }

const known = /* @__PURE__ */ object({
  precision: /* @__PURE__ */ optional(aboveZero),
  deviation: /* @__PURE__ */ optional(aboveZero),
})

export const noise: Schema<Noise> = {
  takes: "'predicted', { precision } or { deviation }, or what gaussianNoise().fit of @thinned/metrics gives",
  read(given, path) {
    if (given === 'predicted') return given
    if (typeof given !== 'object' || given === null) throw new Fault(path, given, this.takes)
    const { state } = given as { readonly state?: unknown }
    const { precision, deviation } = known.read(state ?? given, path)
    if ((precision === undefined) === (deviation === undefined))
      throw new Fault(path, given, `${this.takes}: exactly one of them`)
    return precision === undefined ? { deviation: deviation! } : { precision }
  },
}

/** The variance of noise that is the same everywhere; undefined where each example has its own, or nothing is known. */
export function constantVariance(noise: Noise | undefined): number | undefined {
  if (noise === undefined || noise === 'predicted') return undefined
  return 'precision' in noise ? 1 / noise.precision : noise.deviation * noise.deviation
}
