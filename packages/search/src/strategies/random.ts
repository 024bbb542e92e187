import { type Fields, withDefault } from '@thinned/schema'
import { aboveZero, fromOne, searchOptions } from '../checks.ts'
import { drawSettings } from '../space.ts'
import type { Strategy } from '../strategy.ts'

export interface RandomOptions {
  readonly trials: number
  /** The budget of every trial. Default 1. */
  readonly budget?: number
}

const read = searchOptions('random', {
  trials: fromOne,
  budget: withDefault(aboveZero, 1),
} satisfies Fields<RandomOptions>)

/**
 * Random search: `trials` trials with settings drawn at random. A log of fewer trials can be continued with more: the first ones are the same.
 * Source: Bergstra and Bengio 2012.
 *
 * @throws {SearchError} unless trials is an integer from 1 and budget a number above 0.
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { choice, random } from '@thinned/search'
 *
 * const search = { space: { hidden: choice([64, 128]) }, key: key(1), mode: 'min' } as const
 * console.log(random({ trials: 3 }).round(search, []).map(({ settings }) => settings['hidden'])) // [ 64, 128, 64 ]
 * ```
 */
export function random(options: RandomOptions): Strategy {
  const { trials, budget } = read(options)
  return {
    name: 'random',
    // Without the number of trials, which a resumed search may raise.
    settings: { budget },
    total: () => trials,
    round: ({ space, key }, before) =>
      before.length > 0
        ? []
        : Array.from({ length: trials }, (_, index) => ({
            round: 0,
            index,
            budget,
            settings: drawSettings(space, key, index),
          })),
  }
}
