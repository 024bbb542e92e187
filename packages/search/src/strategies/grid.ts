import { type Fields, withDefault } from '@thinned/schema'
import { aboveZero, fromOne, searchOptions } from '../checks.ts'
import type { JsonObject } from '../json.ts'
import type { Space } from '../space.ts'
import type { Strategy } from '../strategy.ts'

export interface GridOptions {
  /** How many values of each range. Default 5. */
  readonly points?: number
  /** The budget of every trial. Default 1. */
  readonly budget?: number
}

const read = searchOptions('grid', {
  points: withDefault(fromOne, 5),
  budget: withDefault(aboveZero, 1),
} satisfies Fields<GridOptions>)

/**
 * Grid search: every combination of the values of a choice and of `points` values of a range, from end to end. Settings vary in the order of
 * their names, the last one fastest.
 *
 * @throws {SearchError} unless points is an integer from 1 and budget a number above 0.
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { choice, grid, uniform } from '@thinned/search'
 *
 * const space = { keep: uniform(0.5, 1), hidden: choice([64, 128]) }
 * const trials = grid({ points: 3 }).round({ space, key: key(1), mode: 'min' }, [])
 * console.log(trials.length, trials[1]!.settings) // 6 { hidden: 64, keep: 0.75 }
 * ```
 */
export function grid(options: GridOptions = {}): Strategy {
  const { points, budget } = read(options)
  return {
    name: 'grid',
    settings: { points, budget },
    total: (space) => Object.values(space).reduce((product, { gridValues }) => product * gridValues(points).length, 1),
    round: ({ space }, before) =>
      before.length > 0
        ? []
        : combinations(space, points).map((settings, index) => ({ round: 0, index, budget, settings })),
  }
}

function combinations(space: Space, points: number): JsonObject[] {
  const names = Object.keys(space).sort()
  return names.reduce<JsonObject[]>(
    (all, name) =>
      all.flatMap((settings) => space[name]!.gridValues(points).map((value) => ({ ...settings, [name]: value }))),
    [{}],
  )
}
