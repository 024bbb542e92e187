import { checkInteger } from './check-options.ts'
import { DataError } from './data-error.ts'

/** The most numbers that a generator makes: 4 GiB of float32. */
const MOST_NUMBERS = 1_073_741_824

/**
 * Refuses a size whose examples, of `perExample` numbers each, do not fit into memory; returns the size.
 *
 * @throws {DataError} before memory is taken.
 */
export function checkSize(owner: string, size: number, perExample: number): number {
  const count = size * perExample
  if (count <= MOST_NUMBERS && canAllocate(4 * count)) return size
  throw new DataError(
    `${owner} was given size ${size}, which makes ${count} numbers; ${count <= MOST_NUMBERS ? 'this machine has no memory for them' : `it makes at most ${MOST_NUMBERS}`}. Make parts, each with a key of its own: foldIn(key, part).`,
    { code: 'out-of-memory' },
  )
}

function canAllocate(bytes: number): boolean {
  try {
    return new ArrayBuffer(bytes).byteLength === bytes
  } catch {
    return false
  }
}

/** The most characters of a text that every engine holds. */
const MOST_CHARACTERS = 536_870_888

/** Refuses a size whose text, of `perExample` characters each at most, no engine holds; returns the size. */
export function checkTextSize(owner: string, size: number, perExample: number): number {
  if (size * perExample <= MOST_CHARACTERS) return size
  throw new DataError(
    `${owner} was given size ${size}; a text has at most ${MOST_CHARACTERS} characters, which is a size of ${Math.floor(MOST_CHARACTERS / perExample)}. Make parts, each with a key of its own: foldIn(key, part).`,
    { code: 'out-of-memory' },
  )
}

/** Refuses a number of rows that is no integer from 0, or more than lie in memory. */
export function checkCount(owner: string, what: string, count: number): void {
  if (checkInteger(owner, what, count) <= MOST_NUMBERS) return
  throw new DataError(`${owner} was given ${what} ${count}; it takes at most ${MOST_NUMBERS}.`)
}
