import { noiseOfEach, oneHot } from '@thinned/dropout/facts'
import { createPass } from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import { ones, type Shape, scope, sizeOf, type Tensor, tensor } from '@thinned/tensor'
import { type Facts, factsOf, layerOf, optionsOf } from './members.ts'
import type { Settings } from './state.ts'

/** A number that a variant states, and the same number measured over many draws, with its standard error. */
export interface Agreement {
  readonly declared: number
  readonly measured: number
  readonly error: number
}

export interface Measured {
  readonly mean: Agreement
  readonly variance: Agreement
  /** How many independent draws the numbers are from. */
  readonly draws: number
  /** The shape of an example of the inputs. */
  readonly shape: readonly number[]
  /** The shares of the results: at single values, or in bins of this width around their middles. */
  readonly shares: readonly (readonly [value: number, share: number])[]
  readonly binWidth: number | undefined
}

/** Elements of one measurement; passes, if every example costs one. */
const ELEMENTS = 100_000
const PASSES = 1_000
const BINS = 40

/** Mean, variance and histogram of what the variant makes of an input, or a weight, of 1, or of normal inputs, as it declares them. */
export function measure(name: string, settings: Pick<Settings, 'keep' | 'setting' | 'seed'>): Measured {
  return scope(() => {
    const facts = factsOf(name)
    const { noise, input } = facts
    const options = optionsOf(facts, settings)
    const size = sizeOf(input.slice(1))
    const examples = noise.share === 'batch' ? PASSES : Math.ceil(ELEMENTS / size)
    const pass = createPass({ mode: 'train', key: foldIn(key(settings.seed), 'measure') })
    const values = noiseOfEach(facts, layerOf(facts, options), inputs(facts, [examples, ...input.slice(1)]), pass)
    const draws = Math.floor(values.length / (noise.together ?? 1))
    const mean = average(values, (value) => value)
    const variance = average(values, (value) => (value - mean) ** 2)
    const fourth = average(values, (value) => (value - mean) ** 4)
    return {
      mean: { declared: noise.mean(options), measured: mean, error: Math.sqrt(variance / draws) },
      variance: {
        declared: noise.variance(options),
        measured: variance,
        error: Math.sqrt(Math.max(0, fourth - variance ** 2) / draws),
      },
      draws,
      shape: input.slice(1),
      ...histogram(values),
    }
  })
}

/** Inputs of which the moments are declared. */
function inputs(facts: Facts, shape: Shape): Tensor {
  const { noise, tokens } = facts
  if (noise.on === 'weights') return oneHot(facts, shape)
  if (noise.on === 'normal') return tensor(normal(key('x'), sizeOf(shape)), { shape })
  return ones(shape, { dtype: tokens === undefined ? 'float32' : 'int32' })
}

/** The shares of single values if there are few, otherwise those of bins. */
function histogram(values: Float64Array): Pick<Measured, 'shares' | 'binWidth'> {
  const single = new Map<number, number>()
  for (const value of values) {
    const rounded = Number(value.toPrecision(5)) // relative to weights, equal noise is rounded differently
    single.set(rounded, (single.get(rounded) ?? 0) + 1)
    if (single.size > BINS) break
  }
  const share = (count: number): number => count / values.length
  if (single.size <= BINS)
    return {
      shares: [...single].map(([value, count]) => [value, share(count)] as const).sort(([a], [b]) => a - b),
      binWidth: undefined,
    }
  let [from, to] = [Infinity, -Infinity]
  for (const value of values) [from, to] = [Math.min(from, value), Math.max(to, value)]
  const binWidth = (to - from) / BINS
  const counts = new Float64Array(BINS)
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value - from) / binWidth))]! += 1
  return { shares: Array.from(counts, (count, i) => [from + (i + 0.5) * binWidth, share(count)] as const), binWidth }
}

function average(values: Float64Array, of: (value: number) => number): number {
  let total = 0
  for (const value of values) total += of(value)
  return total / values.length
}
