import { isKey } from '@thinned/rng'
import { SearchError } from './search-error.ts'
import type { SearchOptions } from './search-options.ts'
import type { Space } from './space.ts'

/** @throws {SearchError} unless both ends are finite and `low` is below `high`. */
export function checkRange(owner: string, low: number, high: number): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw new SearchError(`${owner} was given the range from ${low} to ${high}; it takes two numbers, the lower first.`)
}

/** @throws {SearchError} unless the value is an integer of at least `least`. */
export function checkInteger(owner: string, name: string, value: number, least = 1): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new SearchError(`${owner} was given ${name} ${value}; it takes an integer from ${least}.`)
}

/** @throws {SearchError} unless the value is finite and above 0. */
export function checkAboveZero(owner: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    throw new SearchError(`${owner} was given ${name} ${value}; it takes a number above 0.`)
}

/** Checks the options before any work. */
export function checkSearchOptions({ trial, space, strategy, key, mode, workers }: SearchOptions<Space>): void {
  if (Object.prototype.toString.call(trial) !== '[object URL]')
    throw new SearchError(
      `search was given the trial ${String(trial)}; it takes the URL of a module, such as new URL('./trial.ts', import.meta.url).`,
    )
  if (Object.keys(space ?? {}).length === 0)
    throw new SearchError('search was given no settings; give it a space, such as { keep: uniform(0.3, 1) }.')
  for (const [name, dimension] of Object.entries(space))
    if (typeof dimension?.quantile !== 'function')
      throw new SearchError(
        `search was given ${JSON.stringify(dimension)} as ${name}; a setting is uniform, logUniform, integer or choice. ${Array.isArray(dimension) ? `One of these is choice(${JSON.stringify(dimension)})` : `A fixed one is choice([${JSON.stringify(dimension)}])`}.`,
      )
  if (typeof strategy?.round !== 'function')
    throw new SearchError('search was given no strategy; add, for example, strategy: random({ trials: 20 }).')
  if (!isKey(key)) throw new SearchError('search was given no key; add, for example, key: key(42).')
  if (mode !== undefined && mode !== 'min' && mode !== 'max')
    throw new SearchError(`search was given mode ${JSON.stringify(mode)}; it is 'min' or 'max'.`)
  if (workers !== undefined) checkInteger('search', 'workers', workers)
}
