import { SCENARIOS, type ScenarioName } from '../scenarios.ts'

/** One run of the sweep. Runs that differ in keep alone have the same examples, first weights and batches. */
export interface Job {
  readonly scenario: ScenarioName
  readonly size: number
  readonly keep: number
  readonly seed: number
}

/** What a run ended with, of the full network. */
export interface Measured {
  readonly trainLoss: number
  readonly trainError: number
  readonly testLoss: number
  readonly testError: number
}

export interface Sweep {
  readonly scenario: ScenarioName
  /** How many seeds, and the first of them. */
  readonly seeds: number
  readonly first: number
}

export const nameOf = ({ scenario, size, keep, seed }: Job): string => `${scenario} ${size} ${keep} ${seed}`

/** All runs, or those without dropout, seed by seed, so that every mean is known early. */
export function jobsOf({ scenario, seeds, first }: Sweep, which: 'all' | 'without dropout'): readonly Job[] {
  const { sizes, keeps: all } = SCENARIOS[scenario]
  const keeps = which === 'all' ? all : [1]
  return seedsOf(seeds, first).flatMap((seed) =>
    keeps.flatMap((keep) => sizes.map((size) => ({ scenario, size, keep, seed }))),
  )
}

export const seedsOf = (seeds: number, first: number): readonly number[] =>
  Array.from({ length: seeds }, (_, i) => first + i)
