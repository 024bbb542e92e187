import { DataError } from './data-error.ts'

/** Refuses a number of examples that is none. */
export function checkSize(generator: string, size: number): number {
  return checkCount(generator, 'size', size, 0)
}

/** Refuses what is no integer from `least`. */
export function checkCount(generator: string, option: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new DataError(`${generator} was given the ${option} ${value}; it is an integer from ${least}.`)
}

/** Refuses what is no finite number from 0. */
export function checkAmount(generator: string, option: string, value: number): number {
  if (value >= 0 && value < Infinity) return value
  throw new DataError(`${generator} was given the ${option} ${value}; it is a number from 0.`)
}
