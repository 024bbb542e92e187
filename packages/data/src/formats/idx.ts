import { checkInteger } from '../check-options.ts'
import { DataError } from '../data-error.ts'
import { checkForm } from '../dataset/array-fault.ts'
import { isArrayKind } from '../dataset/array-kind.ts'
import type { NdArray } from '../dataset/arrays.ts'
import type { Classified } from '../dataset/dataset.ts'
import { checkBytes } from './check-bytes.ts'

/** The header of an IDX file of bytes: the lengths of its axes, and the byte at which the elements begin. */
export interface IdxHeader {
  readonly shape: readonly number[]
  readonly start: number
}

/** Reads the header from the first bytes of a file, at most 1,024; `name` appears in errors. */
export function parseIdxHeader(bytes: Uint8Array, name: string): IdxHeader {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    const first = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    throw new DataError(
      `${name} begins with the bytes ${first || '(none)'}; an IDX file begins with 00 00. Is it still compressed, or another kind of file?`,
    )
  }
  if (bytes[2] !== 8)
    throw new DataError(`${name} holds elements of the IDX type ${bytes[2]}; type 8, unsigned bytes, is read.`)
  const rank = bytes[3]!
  const start = 4 + 4 * rank
  if (bytes.length < start)
    throw new DataError(
      `${name} announces ${rank} axes, which take ${start} bytes of header, but has ${bytes.length} bytes; it is cut off.`,
    )
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { shape: Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis)), start }
}

/**
 * Reads an IDX file of bytes, the format of MNIST: two zero bytes, the type 8 (unsigned byte), the rank, the extents (32 bits, big-endian),
 * then the elements, row-major. `name` appears in errors.
 *
 * @throws {DataError} naming what is damaged, cut off, compressed or of another type.
 * @example
 * ```ts
 * import { parseIdx } from '@thinned/data'
 *
 * console.log(parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9))) // { data: Uint8Array(2) [ 7, 9 ], shape: [ 2 ] }
 * ```
 */
export function parseIdx(bytes: Uint8Array, name = 'The IDX file'): NdArray<Uint8Array> {
  checkBytes('parseIdx', bytes)
  const { shape, start } = parseIdxHeader(bytes, name)
  const size = shape.reduce((product, extent) => product * extent, 1)
  if (bytes.length !== start + size) {
    throw new DataError(
      `${name} announces [${shape.join(', ')}], ${size} elements, but ${bytes.length - start} follow; it is damaged or cut off.`,
    )
  }
  return { data: bytes.slice(start), shape }
}

/**
 * Images [n, height, width] and labels [n] of bytes as a data set: pixels divided by 255, one channel, classes 0 … 9.
 *
 * @throws {DataError} if the shapes do not belong together, or a label is no class.
 * @example
 * ```ts
 * import { imagesFromIdx } from '@thinned/data'
 *
 * const images = { data: Uint8Array.of(0, 255), shape: [1, 1, 2] }
 * console.log(imagesFromIdx('one', images, { data: Uint8Array.of(7), shape: [1] }).inputs.data) // Float32Array(2) [ 0, 1 ]
 * ```
 */
export function imagesFromIdx(
  name: string,
  images: NdArray<Uint8Array>,
  labels: NdArray<Uint8Array>,
  classes = 10,
): Classified {
  for (const [what, array] of Object.entries({ images, labels })) {
    checkForm(`The ${what} that imagesFromIdx was given`, array)
    if (!isArrayKind(array.data, 'Uint8Array'))
      throw new DataError(`The ${what} that imagesFromIdx was given are no Uint8Array, which parseIdx gives.`)
  }
  checkInteger('imagesFromIdx', 'classes', classes, 1)
  if (images.shape.length !== 3 || labels.shape.length !== 1 || images.shape[0] !== labels.shape[0]) {
    throw new DataError(
      `${name} has images [${images.shape.join(', ')}] and labels [${labels.shape.join(', ')}]; they are [n, height, width] and [n], with one n.`,
    )
  }
  const wrong = labels.data.findIndex((label) => label >= classes)
  if (wrong >= 0)
    throw new DataError(`Label ${wrong} of ${name} is ${labels.data[wrong]}; labels are from 0 to ${classes - 1}.`)
  return {
    name,
    inputs: { data: Float32Array.from(images.data, (byte) => byte / 255), shape: [...images.shape, 1] },
    targets: { data: Int32Array.from(labels.data), shape: [...labels.shape] },
    classes,
  }
}
