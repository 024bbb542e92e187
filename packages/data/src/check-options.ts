import { DataError } from './data-error.ts'

/** Refuses all but integers from `least`; returns the value. */
export function checkInteger(owner: string, option: string, value: number, least = 0): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new DataError(`${owner} was given the ${option} ${value}; it is an integer from ${least}.`)
}

/** Refuses all but finite numbers from 0; returns the value. */
export function checkAmount(owner: string, option: string, value: number): number {
  if (value >= 0 && value < Infinity) return value
  throw new DataError(`${owner} was given the ${option} ${value}; it is a number from 0.`)
}
