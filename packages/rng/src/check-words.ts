import { RngError, shown } from './rng-error.ts'

/** True for an integer from 0 to 2^32 − 1. */
export function isWord(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value
}

/** Refuses anything but an array of `count` 32-bit words; `what` names it in the message. */
export function checkWords(what: string, words: unknown, count: number): void {
  if (Array.isArray(words) && words.length === count && words.every(isWord)) return
  throw new RngError(
    `The ${what} is ${shown(words)}; it must be an array of ${count} integers from 0 to 4294967295 (use x >>> 0 to make one of a signed word).`,
  )
}
