import { type Fields, number, object, withDefault } from '@thinned/schema'
import { aboveZero, fromOne, searchOptions } from '../checks.ts'
import { rankTrials } from '../results/rank-trials.ts'
import { SearchError } from '../search-error.ts'
import { drawSettings } from '../space.ts'
import type { Strategy } from '../strategy.ts'

export interface SuccessiveHalvingOptions {
  /** How many trials the first round has, with random settings. */
  readonly trials: number
  /** η, above 1: the best 1/η of a round continue with η times the budget. Default 3. */
  readonly eta?: number
  /** The budget of a trial in the first round, and the limit in the last. */
  readonly budget: { readonly first: number; readonly last: number }
}

const read = searchOptions('successiveHalving', {
  trials: fromOne,
  eta: withDefault(number({ above: 1 }, ', such as 3'), 3),
  budget: object({ first: aboveZero, last: aboveZero }),
} satisfies Fields<SuccessiveHalvingOptions>)

/**
 * Successive halving: round r runs the best ⌊trials / η^r⌋ trials, but at least one, with the budget first · η^r, while that is at most `last`. A
 * trial of a later round starts anew, with the same settings and key. Source: Jamieson and Talwalkar 2016, algorithm 1, with the budgets of
 * Li et al. 2018.
 *
 * @throws {SearchError} unless trials is an integer from 1, η above 1 and 0 < first ≤ last.
 * @example
 * ```ts
 * import { successiveHalving, uniform } from '@thinned/search'
 *
 * const strategy = successiveHalving({ trials: 9, eta: 3, budget: { first: 1, last: 9 } })
 * console.log(strategy.total({ keep: uniform(0.5, 1) })) // 13
 * ```
 */
export function successiveHalving(options: SuccessiveHalvingOptions): Strategy {
  const { trials, eta, budget } = read(options)
  if (budget.last < budget.first)
    throw new SearchError(
      `successiveHalving was given budget.last ${budget.last}; it takes a number from budget.first, ${budget.first}.`,
    )
  const rounds = roundsOf(trials, eta, budget)
  return {
    name: 'successiveHalving',
    settings: { trials, eta, budget: { first: budget.first, last: budget.last } },
    total: () => rounds.reduce((sum, { count }) => sum + count, 0),
    round({ space, key, mode }, before) {
      const round = before.length
      const next = rounds[round]
      const last = before.at(-1)
      if (!next) return []
      if (!last)
        return Array.from({ length: trials }, (_, index) => ({
          round,
          index,
          budget: next.budget,
          settings: drawSettings(space, key, index),
        }))
      return rankTrials(last, mode)
        .filter(({ error }) => error === undefined)
        .slice(0, next.count)
        .map(({ index, settings }) => ({ round, index, budget: next.budget, settings }))
        .sort((a, b) => a.index - b.index)
    },
  }
}

/** More than the rounding of a budget or of a share of trials, less than any difference that is meant. */
const ROUNDING = 1e-9

function roundsOf(
  trials: number,
  eta: number,
  { first, last }: SuccessiveHalvingOptions['budget'],
): { readonly count: number; readonly budget: number }[] {
  const rounds: { count: number; budget: number }[] = []
  // Powers of η and their products are rounded: 0.1 · 3 is above 0.3.
  for (let times = 1; first * times <= last * (1 + ROUNDING); times *= eta)
    rounds.push({
      count: Math.max(1, Math.floor((trials / times) * (1 + ROUNDING))),
      budget: Math.min(first * times, last),
    })
  return rounds
}
