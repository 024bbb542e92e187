/** The mean over seeds, their standard deviation, and the 95 % interval of the mean by Student's t; of one seed the mean alone. */
export interface Summary {
  readonly mean: number
  readonly deviation: number
  readonly low: number
  readonly high: number
}

/** The 97.5 % quantiles of Student's t for 1 … 19 degrees of freedom. */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093,
]

export const MOST_SEEDS: number = QUANTILES.length + 1

export function summarize(values: readonly number[]): Summary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length === 1) return { mean, deviation: Number.NaN, low: Number.NaN, high: Number.NaN }
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1),
  )
  const half = (QUANTILES[values.length - 2]! * deviation) / Math.sqrt(values.length)
  return { mean, deviation, low: mean - half, high: mean + half }
}
