import { formatValue } from '@thinned/schema'
import { DataError } from './data-error.ts'

/** Refuses all but integers from `least`; returns the value. */
export function checkInteger(owner: string, argument: string, value: number, least = 0): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new DataError(`${owner} was given ${argument} ${formatValue(value)}; it takes an integer from ${least}.`)
}

/** Refuses all but a list of names of columns. */
export function checkNameList(owner: string, names: readonly string[]): void {
  if (Array.isArray(names) && names.every((each) => typeof each === 'string')) return
  const example = typeof names === 'string' ? JSON.stringify(names) : "'a', 'b'"
  throw new DataError(`${owner} was given names ${formatValue(names)}; it takes a list of texts: [${example}].`)
}
