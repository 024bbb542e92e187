import { foldIn, isKey, type Key, uniform } from '@thinned/rng'
import { type Fields, formatValue, oneOf, optional, value, withDefault } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'
import { fromOne, metricOptions } from '../options.ts'
import { predictiveUncertainty } from '../uncertainty/predictive-uncertainty.ts'
import { Configurations } from './configurations.ts'
import { type Pool, readPool, rowOf, type SampledProbabilities } from './pool.ts'

/** How rows are chosen; see `AcquireOptions`. */
export type AcquisitionMethod = 'bald' | 'batchBald' | 'entropy'

export interface AcquireOptions {
  /**
   * 'bald' (default): the rows whose class the networks disagree about most, each on its own: the mutual information of class and network. 'batchBald':
   * the rows that together say most about the network, one after another: near-copies are not chosen twice. 'entropy': the rows of the largest
   * predictive entropy, also where the classes overlap.
   */
  readonly method?: AcquisitionMethod
  /** Of 'batchBald', and required there: draws the configurations that are kept. */
  readonly key?: Key
  /** Of 'batchBald': the most joint outcomes of the chosen rows that are kept. Default 1000. With at least classes^(count − 1) nothing is drawn. */
  readonly configurations?: number
}

/** The chosen rows, the most informative first. */
export interface Acquisition {
  /** Their indices in the pool [count]. */
  readonly indices: Int32Array
  /**
   * What each says, in nats [count]: its mutual information ('bald'), its entropy ('entropy'), or what it adds to the joint mutual information
   * of those before it ('batchBald'; the sum is that of all).
   */
  readonly scores: Float64Array
}

const read = metricOptions(
  'acquire',
  {
    method: withDefault<AcquisitionMethod>(oneOf('bald', 'batchBald', 'entropy'), 'bald'),
    key: optional(value<Key>('a key to draw by, such as key(7)', isKey)),
    configurations: optional(fromOne),
  } satisfies Fields<AcquireOptions>,
  { seed: 'key', acquisition: 'method', score: 'method', numSamples: 'configurations', samples: 'configurations' },
)

/**
 * The rows of a pool that are worth a label: active learning. The pool holds the class probabilities of several networks for rows without labels,
 * such as `samples` of `predict` with `everySample: true`. Equal rows are taken in their order.
 *
 * 'batchBald' asks how the rows depend on each other through the network, so sample s must be one network in all rows: predict with
 * `share: 'batch'`, or give an ensemble. It takes one row after another, the one with the largest mutual information of its class and the network when
 * the classes of those before are known. That is averaged over their joint outcomes, all of them or `configurations` that are drawn
 * (systematic resampling; unbiased). The gain of a row cannot rise as others join (submodularity; where outcomes are drawn, up to their sampling
 * error), so rows whose last known gain is too small are not computed again (Minoux 1978). A copy of a chosen row still says something where the networks
 * are unsure: its label is another draw.
 *
 * Cost: O(samples · n · classes) for 'bald' and 'entropy'; for 'batchBald' at most O(count · configurations · samples · n · classes), less
 * where few rows come near the best. Memory beside the pool: O(n + configurations · (samples + classes)).
 *
 * Sources: Houlsby et al. 2011 (BALD); Gal, Islam and Ghahramani 2017; Kirsch, van Amersfoort and Gal 2019 (BatchBALD).
 *
 * @param pool - probabilities [samples, n, classes]; two samples or more, but for 'entropy'.
 * @param count - how many rows to choose, from 1 to n.
 * @throws {MetricsError} on rows that are no distributions, on more rows than the pool has, and with 'batchBald' on a pool whose rows do not share
 * their networks.
 *
 * @example
 * ```ts
 * import { acquire } from '@thinned/metrics'
 * import { key } from '@thinned/rng'
 *
 * // Four networks, three rows. Rows 0 and 1 are copies; row 2 divides the networks in another way, less surely.
 * const data = [1, 0, 1, 0, 0.9, 0.1, 1, 0, 1, 0, 0.1, 0.9, 0, 1, 0, 1, 0.9, 0.1, 0, 1, 0, 1, 0.1, 0.9]
 * const pool = { data, shape: [4, 3, 2], share: 'batch' } as const
 * console.log(acquire(pool, 2).indices) // Int32Array(2) [ 0, 1 ]
 * console.log(acquire(pool, 2, { method: 'batchBald', key: key(7) }).indices) // Int32Array(2) [ 0, 2 ]
 * ```
 */
export function acquire(pool: SampledProbabilities, count: number, options: AcquireOptions = {}): Acquisition {
  const { method, key, configurations } = read(options)
  if (method !== 'batchBald')
    for (const [name, given] of Object.entries({ key, configurations }))
      if (given !== undefined)
        throw new MetricsError(
          `acquire was given ${name} ${formatValue(given)} with method '${method}'; only 'batchBald' takes it.`,
        )
  const checked = readPool(pool)
  if (!Number.isSafeInteger(count) || count < 1 || count > checked.rows)
    throw new MetricsError(
      `acquire was given count ${formatValue(count)}; it takes how many of the ${checked.rows} rows to choose, an integer from 1.`,
    )
  if (method !== 'entropy' && checked.samples === 1)
    throw new MetricsError(
      `acquire was given a pool of one sample, which disagrees with none; method '${method}' takes two or more. Predict with more samples, or take method: 'entropy'.`,
    )
  const { mutualInformation, entropy } = predictiveUncertainty(checked.data, {
    samples: checked.samples,
    classes: checked.classes,
  })
  if (method !== 'batchBald') return largest(method === 'bald' ? mutualInformation : entropy, count)
  if (key === undefined)
    throw new MetricsError(
      "acquire was given no key with method 'batchBald'; it takes one to draw joint outcomes by, such as key: key(7).",
    )
  if (pool.share !== 'batch')
    throw new MetricsError(
      "acquire was given a pool without share: 'batch' with method 'batchBald', which takes sample s to be one network in all rows. Predict with share: 'batch'; of a pool of your own whose rows share their networks, write { data, shape, share: 'batch' }.",
    )
  return mostTogether(checked, count, mutualInformation, key, configurations ?? 1000)
}

/** The rows of the largest scores; the first among equals. */
function largest(scores: Float64Array, count: number): Acquisition {
  const order = Int32Array.from(scores, (_, row) => row).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const indices = order.slice(0, count)
  return { indices, scores: Float64Array.from(indices, (row) => scores[row]!) }
}

/** Greedily the rows that say most together. Gains known from fewer rows bound those of more. */
function mostTogether(pool: Pool, count: number, alone: Float64Array, key: Key, most: number): Acquisition {
  const chosen = new Configurations(pool.samples, pool.classes, most)
  const bounds = Float64Array.from(alone)
  /** Beside how many chosen rows the bound was computed; −1 for a chosen row. */
  const beside = new Int32Array(pool.rows)
  const indices = new Int32Array(count)
  const scores = new Float64Array(count)
  const row = new Float64Array(pool.samples * pool.classes)
  for (let step = 0; step < count; step++) {
    let best = leading(bounds, beside)
    while (beside[best] !== step) {
      bounds[best] = chosen.gain(rowOf(pool, best, row))
      beside[best] = step
      best = leading(bounds, beside)
    }
    indices[step] = best
    scores[step] = bounds[best]!
    beside[best] = -1
    if (step + 1 < count) chosen.add(rowOf(pool, best, row), uniform(foldIn(key, step), 1)[0]!)
  }
  return { indices, scores }
}

/** The row of the largest bound that is not chosen; the first among equals. */
function leading(bounds: Float64Array, beside: Int32Array): number {
  let best = -1
  for (let row = 0; row < bounds.length; row++)
    if (beside[row] !== -1 && (best === -1 || bounds[row]! > bounds[best]!)) best = row
  return best
}
