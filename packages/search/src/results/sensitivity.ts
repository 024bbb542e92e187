import type { JsonObject } from '../json.ts'
import type { TrialRecord } from '../trials/trial-record.ts'

/** The number of groups, of equal size, for the values of a range. */
const GROUPS = 4

/**
 * The share of the variation between trials that each setting explains. The trials of the first round form groups by the setting (a range in
 * quarters); the share is 1 − (variance of the ranks within groups) / (variance of the ranks), corrected for the number of groups. 1: the
 * setting decides alone. About 0 or below: it does not matter. NaN: too few trials differ. Interactions do not count. Source: Kelley 1935,
 * on ranks.
 *
 * @example
 * ```ts
 * import { sensitivity } from '@thinned/search'
 *
 * const trials = [1, 2, 3, 4, 5, 6, 7, 8].map((x, index) => {
 *   const settings = { x, y: x % 2 }
 *   return { round: 0, index, budget: 1, settings, value: x * x, seconds: 1 }
 * })
 * const { x, y } = sensitivity(trials)
 * console.log(x!.toFixed(2), y!.toFixed(2)) // 0.92 -0.11
 * ```
 */
export function sensitivity(trials: readonly TrialRecord<JsonObject>[]): { readonly [setting: string]: number } {
  const measured = trials.filter(({ round, value }) => round === 0 && Number.isFinite(value))
  const ranks = ranksOf(measured.map(({ value }) => value!))
  const names = Object.keys(measured[0]?.settings ?? {})
  return Object.fromEntries(
    names.map((name) => [name, explained(ranks, groupsOf(measured.map(({ settings }) => settings[name])))]),
  )
}

/** 1 − (within / (n − groups)) / (total / (n − 1)). */
function explained(ranks: readonly number[], groups: readonly (number | string)[]): number {
  const kinds = [...new Set(groups)]
  const within = kinds
    .map((kind) => spread(ranks.filter((_, i) => groups[i] === kind)))
    .reduce((sum, squares) => sum + squares, 0)
  const n = ranks.length
  return 1 - within / (n - kinds.length) / (spread(ranks) / (n - 1))
}

/** The sum of squared distances from the mean. */
function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
}

function groupsOf(values: readonly unknown[]): readonly (number | string)[] {
  const few = new Set(values.map((value) => JSON.stringify(value))).size <= GROUPS
  if (few || !values.every((value) => typeof value === 'number')) return values.map((value) => JSON.stringify(value))
  return ranksOf(values).map((rank) => Math.min(Math.floor((GROUPS * rank) / values.length), GROUPS - 1))
}

/** Ranks from 0; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length
    const equal = values.filter((other) => other === value).length
    return below + (equal - 1) / 2
  })
}
