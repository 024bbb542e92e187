import { formatValue } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { isArrayKind } from '../dataset/array-kind.ts'

/** Refuses all but bytes, as a file has them. */
export function checkBytes(caller: string, bytes: unknown): asserts bytes is Uint8Array {
  if (isArrayKind(bytes, 'Uint8Array')) return
  throw new DataError(
    `${caller} was given ${formatValue(bytes)} as its bytes; it takes a Uint8Array, such as await readFile(path) or new Uint8Array(buffer).`,
  )
}
