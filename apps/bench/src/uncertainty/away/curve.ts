import type { Dataset, NdArray } from '@thinned/data'
import { sin } from '@thinned/math/float64'
import { foldIn, type Key, normal, uniform } from '@thinned/rng'

/** Where a point lies: where the training points are, between them, and outside. */
export const REGIONS = ['inside', 'gap', 'beyond'] as const
export type Region = (typeof REGIONS)[number]

/** The half of each region at x > 0; the other is its mirror image. */
export const BOUNDS: Readonly<Record<Region, readonly [from: number, to: number]>> = {
  gap: [0, 1],
  inside: [1, 3],
  beyond: [3, 6],
}

/** What plots and mean deviations look at: −6, −5.9, … 6. */
export const GRID: readonly number[] = Array.from({ length: 121 }, (_, i) => (i - 60) / 10)

export const regionOf = (x: number): Region =>
  Math.abs(x) < BOUNDS.inside[0] ? 'gap' : Math.abs(x) <= BOUNDS.inside[1] ? 'inside' : 'beyond'

export const truth = (x: number): number => sin(2 * x) + x / 3

export type Points = Dataset<NdArray<Float32Array>, NdArray<Float32Array>>

/** Points of a region, on either side of 0, their targets with noise. */
export function pointsOf(region: Region, size: number, noise: number, key: Key): Points {
  const [from, to] = BOUNDS[region]
  // Above ½ on the right, below on the left.
  const places = uniform(foldIn(key, 'x'), size)
  const x = places.map((u) => (u < 0.5 ? -1 : 1) * (from + (to - from) * (u < 0.5 ? 2 * u : 2 * u - 1)))
  const noises = normal(foldIn(key, 'noise'), size)
  const y = x.map((value, i) => truth(value) + noise * noises[i]!)
  return { name: region, inputs: { data: x, shape: [size, 1] }, targets: { data: y, shape: [size, 1] } }
}
