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

/** Refuses all but undefined and a list of texts. */
export function checkTextList(option: string, texts: readonly string[] | undefined): void {
  if (texts === undefined || (Array.isArray(texts) && texts.every((each) => typeof each === 'string'))) return
  const example = typeof texts === 'string' ? JSON.stringify(texts) : "'a', 'b'"
  throw new DataError(`${option} is ${JSON.stringify(texts)}; it is a list of texts: [${example}].`)
}

/** Refuses all but these words. */
export function checkWord(owner: string, option: string, value: string, words: readonly string[]): void {
  if (words.includes(value)) return
  const listed = words.map((word) => `'${word}'`)
  throw new DataError(
    `${owner} was given ${option}: ${JSON.stringify(value)}; it is ${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}.`,
  )
}
