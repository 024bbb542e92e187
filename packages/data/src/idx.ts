import { DataError } from './data-error.ts'
import type { Classified } from './dataset.ts'
import type { NdArray } from './nd-array.ts'

/**
 * Reads an IDX file of bytes, as MNIST comes in: two zero bytes, the type 8 (unsigned byte), the rank, the extents (32 bits, big-endian),
 * then the elements, row-major. `name` appears in errors.
 */
export function parseIdx(bytes: Uint8Array, name = 'The IDX file'): NdArray<Uint8Array> {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    const found = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    throw new DataError(
      `${name} begins with the bytes ${found || '(none)'}; an IDX file begins with 00 00. Is it still compressed, or another kind of file?`,
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
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis))
  const size = shape.reduce((product, extent) => product * extent, 1)
  if (bytes.length !== start + size) {
    throw new DataError(
      `${name} announces [${shape.join(', ')}], ${size} elements, but ${bytes.length - start} follow; it is damaged or cut off.`,
    )
  }
  return { data: bytes.slice(start), shape }
}

/** Images [n, height, width] and labels [n] of bytes as a data set: pixels divided by 255, one channel, classes 0 … 9. */
export function imagesFromIdx(
  name: string,
  images: NdArray<Uint8Array>,
  labels: NdArray<Uint8Array>,
  classes = 10,
): Classified {
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
