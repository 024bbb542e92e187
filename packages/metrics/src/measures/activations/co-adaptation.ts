import { type ActivationBatch, checkActivations, checkSeen } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'

/** The means of the units, and the sums of the products of their distances to them: the lower triangle, row by row. */
export interface CoAdaptationState {
  readonly count: number
  readonly means: readonly number[]
  readonly products: readonly number[]
}

/**
 * Co-adaptation of hidden units: the mean absolute correlation of two units' activations over examples, over all pairs of units that vary;
 * in [0, 1] (but for rounding). 1: all units carry the same signal. Independent units reach √(2 / (π n)) by chance with n examples, so
 * compare at equal n. Constant (dead) units are left out. The correlations are Pearson's, in one pass (Welford 1962; Chan et al. 1983).
 *
 * Hinton et al. 2012 give no number for co-adaptation, so this one is a proxy; measure whether dropout lowers it. Take the activations
 * [n, units] of the full network. The state has units · (units + 1) / 2 numbers.
 *
 * @throws {MetricsError} where the activations do not divide into rows of `units`, or are no finite numbers, and where fewer than two units
 * vary.
 *
 * @example
 * ```ts
 * import { coAdaptation, measure } from '@thinned/metrics'
 *
 * // Units 0 and 1 rise together; unit 2 is unrelated.
 * const activations = [0, 0, 1, 1, 2, 0, 2, 4, 0, 3, 6, 1]
 * console.log(measure(coAdaptation(), { activations, units: 3 }).toFixed(4)) // 0.3333
 * ```
 */
export function coAdaptation(...none: []): Metric<CoAdaptationState, ActivationBatch, number> {
  checkNone('coAdaptation', none)
  return {
    name: 'co-adaptation',
    empty: () => ({ count: 0, means: [], products: [] }),
    update: (state, batch) => {
      const rows = checkActivations(batch, state.means.length)
      if (rows === 0) return state
      return withRows(state, batch, rows)
    },
    merge,
    compute: ({ count, means, products }) => {
      checkSeen('co-adaptation', count)
      const spreads = means.map((_, i) => Math.sqrt(products[(i * (i + 3)) / 2]!))
      let [sum, pairs, index] = [0, 0, 0]
      for (let i = 0; i < spreads.length; i++) {
        for (let j = 0; j <= i; j++, index++) {
          if (i === j || spreads[i] === 0 || spreads[j] === 0) continue
          sum += Math.abs(products[index]!) / (spreads[i]! * spreads[j]!)
          pairs++
        }
      }
      if (pairs === 0)
        throw new MetricsError(
          `Co-adaptation is that of two units or more that vary, and of ${spreads.length} over ${count} examples ${spreads.filter((spread) => spread > 0).length} did.`,
        )
      return sum / pairs
    },
  }
}

/** Chan, Golub and LeVeque 1983. */
function merge(a: CoAdaptationState, b: CoAdaptationState): CoAdaptationState {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a
  checkSameUnits(a, b)
  const count = a.count + b.count
  const distances = a.means.map((mean, i) => b.means[i]! - mean)
  const weight = (a.count * b.count) / count
  const products = [...a.products]
  let index = 0
  for (let i = 0; i < distances.length; i++) {
    for (let j = 0; j <= i; j++, index++)
      products[index]! += b.products[index]! + distances[i]! * distances[j]! * weight
  }
  return { count, means: a.means.map((mean, i) => mean + distances[i]! * (b.count / count)), products }
}

/** So many rows are read at once. */
const CHUNK = 1024

/**
 * Welford 1962, a row after another whatever the batches. The distances of a chunk of rows come first, so that the products of two units read memory in order.
 */
function withRows(state: CoAdaptationState, { activations, units }: ActivationBatch, rows: number): CoAdaptationState {
  const means = new Float64Array(units)
  means.set(state.means)
  const products = new Float64Array((units * (units + 1)) / 2)
  products.set(state.products)
  // One row for each unit, and room for rows up to a multiple of four.
  const [before, after] = [0, 0].map(() => new Float64Array(4 * Math.ceil(units / 4) * Math.min(rows, CHUNK)))
  for (let start = 0; start < rows; start += CHUNK) {
    const count = Math.min(rows - start, CHUNK)
    for (let unit = 0; unit < units; unit++) {
      for (let k = 0; k < count; k++) {
        const value = activations[(start + k) * units + unit]!
        const distance = value - means[unit]!
        means[unit]! += distance / (state.count + start + k + 1)
        before![unit * count + k] = distance
        after![unit * count + k] = value - means[unit]!
      }
    }
    addProducts(products, before!, after!, units, count)
  }
  return { count: state.count + rows, means: Array.from(means), products: Array.from(products) }
}

/** Adds the products of each row of `a` and each of `b`, both [units, length], to a lower triangle, which is kept row by row. */
function addProducts(products: Float64Array, a: Float64Array, b: Float64Array, units: number, length: number): void {
  for (let i = 0, index = 0; i < units; i++, index += i) {
    const own = i * length
    // Four at once are several times as fast.
    for (let j = 0; j <= i; j += 4) {
      const [b0, b1, b2, b3] = [j * length, (j + 1) * length, (j + 2) * length, (j + 3) * length]
      const at = index + j
      let [s0, s1, s2, s3] = [products[at]!, products[at + 1]!, products[at + 2]!, products[at + 3]!]
      for (let k = 0; k < length; k++) {
        const value = a[own + k]!
        s0 += value * b[b0 + k]!
        s1 += value * b[b1 + k]!
        s2 += value * b[b2 + k]!
        s3 += value * b[b3 + k]!
      }
      products[at] = s0
      if (j + 1 <= i) products[at + 1] = s1
      if (j + 2 <= i) products[at + 2] = s2
      if (j + 3 <= i) products[at + 3] = s3
    }
  }
}

function checkSameUnits(a: CoAdaptationState, b: CoAdaptationState): void {
  if (a.means.length !== b.means.length)
    throw new MetricsError(
      `States of ${a.means.length} and ${b.means.length} units were to be merged; they are of the same.`,
    )
}
