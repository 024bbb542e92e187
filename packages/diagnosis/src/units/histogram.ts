/** How many values lie in each of the intervals between `edges`: from an edge to below the next, the last with both its ends. */
export interface Histogram {
  /** One more than `counts`, rising. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}

const BINS = 20

/** 20 intervals of the same width from the least value to the greatest; one where all values are the same. */
export function histogramOf(values: ArrayLike<number>): Histogram {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!)
    high = Math.max(high, values[i]!)
  }
  if (low === high) return { edges: [low, high], counts: [values.length] }
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? high : low + ((high - low) / BINS) * i))
  const counts = new Array<number>(BINS).fill(0)
  for (let i = 0; i < values.length; i++) counts[binOf(values[i]!, edges)]!++
  return { edges, counts }
}

/** The edges are rounded, so the interval that a division gives may be off by one. */
function binOf(value: number, edges: readonly number[]): number {
  const last = edges.length - 2
  let bin = Math.min(last, Math.floor(((value - edges[0]!) / (edges.at(-1)! - edges[0]!)) * (last + 1)))
  while (bin < last && value >= edges[bin + 1]!) bin++
  while (bin > 0 && value < edges[bin]!) bin--
  return bin
}
