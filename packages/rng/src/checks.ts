import { formatValue } from '@thinned/schema'
import { RngError } from './rng-error.ts'

/** True for an integer from 0 to 2^32 − 1. */
export function isWord(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value
}

/** Refuses anything but an array of `count` 32-bit words; `name` names it in the message. */
export function checkWords(name: string, words: unknown, count: number): void {
  if (Array.isArray(words) && words.length === count && words.every(isWord)) return
  throw new RngError(
    `The ${name} is ${formatValue(words)}; it must be an array of ${count} integers from 0 to 4294967295 (use x >>> 0 to make one of a signed word).`,
  )
}

/** The number of elements of a stream: 2^53. */
const ELEMENTS = Number.MAX_SAFE_INTEGER + 1

/** Refuses a range of elements outside 0 … 2^53 − 1. */
export function checkElements(length: number, start: number): void {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw new RngError(
      `The length is ${formatValue(length)}; it must be an integer, 0 or more: the number of elements to draw.`,
    )
  }
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new RngError(
      `The start is ${formatValue(start)}; it must be an integer from 0 to 2^53 − 1: the index of the first element.`,
    )
  }
  // Compared without forming start + length, which may not be exact.
  if (length > ELEMENTS - start) {
    throw new RngError(
      `The range of ${length} elements from ${start} ends beyond element 2^53 − 1, the last of a stream; draw fewer, or use another key.`,
    )
  }
}

/** Refuses anything but a typed array of this kind, of any realm. */
export function checkOut(out: unknown, kind: 'Float32Array' | 'Uint32Array' | 'Uint8Array'): void {
  if (ArrayBuffer.isView(out) && (out as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag] === kind)
    return
  throw new RngError(`The output is ${formatValue(out)}; it must be a ${kind}, which is filled.`)
}

/** A new array for draws. Lengths for which the engine has no memory are refused. */
export function newDraws<A>(array: new (length: number) => A, length: number): A {
  try {
    return new array(length)
  } catch (cause) {
    throw new RngError(`There is no memory for ${length} draws; make them in parts, each from a start of its own.`, {
      code: 'out-of-memory',
      cause,
    })
  }
}
