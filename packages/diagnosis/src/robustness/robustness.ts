import type { Model } from '@thinned/nn'
import { foldIn, type Key, permutation } from '@thinned/rng'
import type { HiddenLayer } from '../network/hidden-layers.ts'
import { type Measured, type NetworkScore, scoreOf } from '../network/measured.ts'
import { scaleUnits } from '../network/scale-units.ts'
import { watch } from '../network/watch.ts'

/** The network without some units, over several draws of which. */
export interface RemovalScore extends NetworkScore {
  /** Loss and error of each draw; `loss` and `error` are their means. */
  readonly draws: readonly NetworkScore[]
}

/** The network without a fraction of the units of every hidden layer. */
export interface Removal {
  /** The fraction, in [0, 1). Of u units the nearest whole number is removed, but at most u − 1. */
  readonly fraction: number
  /** With the units set to 0, and all else as it was. */
  readonly plain: RemovalScore
  /** The same, with the units that stay times u / (units that stay), as dropout scales them in training. */
  readonly rescaled: RemovalScore
}

const FRACTIONS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const

/** How many networks are measured. The network without removal is known. */
export function networksOfRobustness(draws: number): number {
  return (FRACTIONS.length - 1) * draws * 2
}

/**
 * Loss and error after removing a random fraction of the units of all hidden layers: one set of units for all examples. In one draw, the units that a
 * fraction removes are among those that a greater one removes.
 */
export async function robustnessOf(
  model: Model,
  layers: readonly HiddenLayer[],
  full: NetworkScore,
  { draws, key, ...measured }: Measured & { readonly draws: number; readonly key: Key },
): Promise<readonly Removal[]> {
  const orders = Array.from({ length: draws }, (_, draw) =>
    layers.map(({ path, units }) => permutation(foldIn(foldIn(key, draw), path), units)),
  )
  const removals: Removal[] = []
  for (const fraction of FRACTIONS) {
    const scoresOf = async (rescale: boolean): Promise<RemovalScore> => {
      const scores: NetworkScore[] = []
      for (const order of orders) {
        const factors = new Map(layers.map(({ path }, i) => [path, factorsOf(order[i]!, fraction, rescale)]))
        const thinned = watch(model, [...factors.keys()], (output, path) => scaleUnits(output, factors.get(path)!))
        scores.push(fraction === 0 ? full : await scoreOf(thinned, measured))
      }
      return meanOf(scores)
    }
    removals.push({ fraction, plain: await scoresOf(false), rescaled: await scoresOf(true) })
  }
  return removals
}

/** 0 for the first units of the order, the factor of those that stay for the others. */
function factorsOf(order: Uint32Array, fraction: number, rescale: boolean): Float32Array {
  const units = order.length
  const removed = Math.min(units - 1, Math.round(fraction * units))
  const factors = new Float32Array(units).fill(rescale ? units / (units - removed) : 1)
  for (const unit of order.subarray(0, removed)) factors[unit] = 0
  return factors
}

function meanOf(draws: readonly NetworkScore[]): RemovalScore {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const errors = draws.flatMap(({ error }) => (error === null ? [] : error))
  return { loss: mean(draws.map(({ loss }) => loss)), error: errors.length === 0 ? null : mean(errors), draws }
}
