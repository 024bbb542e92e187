import type { Estimate, GradientVariance } from './gradient-noise.ts'

/** What the estimates need of the gradients of one parameter, or of several, whose sums it is. */
export interface Sums {
  /** The inner products of each two batches' mean gradients over masks [batches, batches]. */
  readonly products: readonly Float64Array[]
  /** Of each batch: Σ ‖gradient − mean over its masks‖². */
  readonly spreads: Float64Array
  /** The inner products of each two batches' gradients of the full network. */
  readonly full: readonly Float64Array[]
}

export function sumOf(all: readonly Sums[]): Sums {
  const added = (arrays: readonly Float64Array[]): Float64Array =>
    arrays[0]!.map((_, i) => arrays.reduce((sum, array) => sum + array[i]!, 0))
  const table = (name: 'products' | 'full') => all[0]![name].map((_, row) => added(all.map((sums) => sums[name][row]!)))
  return { products: table('products'), spreads: added(all.map(({ spreads }) => spreads)), full: table('full') }
}

/**
 * The parts of the variance by the analysis of variance of batches, and masks within batches. With K batches, M masks each, W the mean of the sample
 * variances over masks, and B the sample variance of the batches' means: masks W, batches B − W/M, squared norm of the mean ‖mean‖² − B/K.
 *
 * Source: Searle, Casella and McCulloch 1992, section 3.3; the jackknife over batches is Efron and Stein 1981.
 */
export function variancesOf({ products, spreads, full }: Sums, draws: number): GradientVariance {
  const masksOf = (rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + spreads[row]!, 0) / (rows.length * (draws - 1))
  const batchesOf = (rows: readonly number[]): number => moments(products, rows).variance - masksOf(rows) / draws
  const over = (of: (rows: readonly number[]) => number): Estimate => jackknife(products.length, of)
  const fromBatches = over(batchesOf)
  return {
    squaredNorm: over((rows) => moments(products, rows).squaredNorm),
    fromBatches,
    fromMasks: over(masksOf),
    ratio: fromBatches.value > 0 ? over((rows) => masksOf(rows) / batchesOf(rows)) : null,
    full: {
      squaredNorm: over((rows) => moments(full, rows).squaredNorm),
      fromBatches: over((rows) => moments(full, rows).variance),
    },
  }
}

/** Of these vectors, by their inner products: the sample variance, and the squared norm of the mean, without bias. */
function moments(
  products: readonly Float64Array[],
  rows: readonly number[],
): { readonly variance: number; readonly squaredNorm: number } {
  const n = rows.length
  let [squares, all] = [0, 0]
  for (const row of rows) {
    squares += products[row]![row]!
    for (const other of rows) all += products[row]![other]!
  }
  const variance = (squares - all / n) / (n - 1)
  return { variance, squaredNorm: all / (n * n) - variance / n }
}

/** A number of all rows, and how much it varies as one row after another is left out. */
function jackknife(count: number, of: (rows: readonly number[]) => number): Estimate {
  const all = Array.from({ length: count }, (_, row) => row)
  const without = all.map((left) => of(all.filter((row) => row !== left)))
  const mean = without.reduce((sum, value) => sum + value, 0) / count
  const squares = without.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return { value: of(all), standardError: Math.sqrt(((count - 1) / count) * squares) }
}
