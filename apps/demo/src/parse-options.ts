import { DataError, parseCsv } from '@thinned/data'
import type { TaskName } from './data/demo-data.ts'
import { UsageError } from './errors.ts'
import { BACKENDS, type BackendName } from './settings.ts'

const TASKS = ['classification', 'regression'] as const

export function parseInteger(option: string, lowest: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < lowest) {
      throw new UsageError(`${option} was given "${text}"; it takes an integer from ${lowest}.`)
    }
    return value
  }
}

export function parsePositive(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value > 0 && value < Infinity))
      throw new UsageError(`${option} was given "${text}"; it takes a number above 0.`)
    return value
  }
}

export function parseFraction(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= 0 && value < 1))
      throw new UsageError(`${option} was given "${text}"; it takes a number from 0 to below 1.`)
    return value
  }
}

/** An integer from −2^63 to 2^64 − 1, or a word (text that begins with a letter and is no number). */
export function parseSeed(text: string): number | bigint | string {
  if (/^\p{L}/u.test(text) && !/^(nan|infinity)$/i.test(text)) return text
  if (/^[-+]?\d+$/.test(text)) {
    const seed = BigInt(text.replace('+', ''))
    if (seed >= -(1n << 63n) && seed < 1n << 64n) return Number.isSafeInteger(Number(seed)) ? Number(seed) : seed
  }
  throw new UsageError(`--seed was given "${text}"; it takes an integer from -2^63 to 2^64 - 1, or a word.`)
}

export function parseHidden(text: string): number[] {
  return text.split(',').map(parseInteger('--hidden', 1))
}

export function parseBackend(text: string): BackendName {
  const name = BACKENDS.find((known) => known === text)
  if (!name) throw new UsageError(`--backend was given "${text}"; it takes ${BACKENDS.join(' or ')}.`)
  return name
}

/** Keep probabilities, comma-separated, each above 0 and at most 1. */
export function parseKeep(text: string): number[] {
  return text.split(',').map((part) => {
    const value = Number(part)
    if (part.trim() === '' || !(value > 0 && value <= 1)) {
      throw new UsageError(
        `--keep was given "${part}"; each entry is the probability of keeping a unit, above 0 and at most 1 (0.5 drops half).`,
      )
    }
    return value
  })
}

/** Names of columns as in the first row of a CSV file: comma-separated, quoted where they hold a comma. */
export function parseNames(text: string): string[] {
  let names: readonly string[] = []
  try {
    const indices = (firstRow: readonly string[]): string[] => {
      names = firstRow
      return firstRow.map((_, index) => String(index))
    }
    parseCsv(`${text}\n`, { names: indices })
  } catch (error) {
    if (!(error instanceof DataError)) throw error
  }
  if (names.length > 0 && !names.includes('')) return [...names]
  throw new UsageError(`--drop was given "${text}"; it takes names of columns, comma-separated.`)
}

/** Words, comma-separated. */
export function parseWords(text: string): string[] {
  return text.split(',').map((word) => word.trim())
}

export function parseTask(text: string): TaskName {
  const name = TASKS.find((known) => known === text)
  if (!name) throw new UsageError(`--task was given "${text}"; it takes ${TASKS.join(' or ')}.`)
  return name
}
