import { DataError } from '../data-error.ts'

/** Refuses what is no finite number from `least`. */
export function checkStrength(kind: string, option: string, value: number, least = 0): number {
  if (value >= least && value < Infinity) return value
  throw new DataError(
    `${kind} was given ${option}: ${value}; it is a number from ${least}, where ${least} changes nothing.`,
  )
}
