import { SearchError } from './search-error.ts'

/** @throws {SearchError} unless both ends are finite and `low` is below `high`. */
export function checkRange(owner: string, low: number, high: number): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw new SearchError(`${owner} was given the range from ${low} to ${high}; it takes two numbers, the lower first.`)
}

/** @throws {SearchError} unless the value is an integer of at least `least`. */
export function checkCount(owner: string, name: string, value: number, least = 1): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new SearchError(`${owner} was given ${name} ${value}; it takes an integer from ${least}.`)
}

/** @throws {SearchError} unless the value is finite and above 0. */
export function checkAboveZero(owner: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    throw new SearchError(`${owner} was given ${name} ${value}; it takes a number above 0.`)
}
