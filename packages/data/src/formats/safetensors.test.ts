import { expect, test } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

const tensors = {
  b: { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) },
  a: { dtype: 'F32', shape: [2, 1], data: Float32Array.of(1.5, Number.NaN) },
  empty: { dtype: 'I32', shape: [0, 4], data: new Int32Array(0) },
  scalar: { dtype: 'F64', shape: [], data: Float64Array.of(-0) },
} as const

/** A file written out by hand from the format's description. */
function file(header: string, data: readonly number[]): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + data.length)
  bytes[0] = json.length
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

test('what is written is read back, whatever the order of the names', () => {
  const bytes = encodeSafetensors(tensors, { thinned: '{}' })
  expect(decodeSafetensors(bytes)).toEqual({ tensors, metadata: { thinned: '{}' } })
  const { a, b, empty, scalar } = tensors
  expect(encodeSafetensors({ scalar, a, empty, b }, { thinned: '{}' })).toEqual(bytes)
})

test('a file written by hand is read, from any position in a buffer', () => {
  const bytes = file('{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', [0, 0, 128, 63])
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  for (const given of [bytes, shifted.subarray(3)])
    expect(decodeSafetensors(given).tensors['x']!.data).toEqual(Float32Array.of(1))
})

test('a file read into a Buffer of Node, whose slice does not copy, is read as well', () => {
  expect(decodeSafetensors(Buffer.from(encodeSafetensors(tensors))).tensors).toEqual(tensors)
})

test('the header is padded to 8 bytes, so wide tensors are aligned', () => {
  const bytes = encodeSafetensors(tensors)
  expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0)
})

test.each([
  [new Uint8Array(3), 'has at least 8 bytes, but there are 3'],
  [encodeSafetensors(tensors).subarray(0, 20), 'not a safetensors file, or cut off'],
  [encodeSafetensors(tensors).slice(0, -1), 'needs 3 bytes, but its offsets are 16 to 19 of 18'],
  [file('[1]', []), 'are not a JSON object'],
  [file('{"x":{"dtype":"F8","shape":[],"data_offsets":[0,1]}}', [0]), 'the dtype "F8"; F32, F64, I32, U8 are read'],
  [file('{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}', [0]), 'needs 2 bytes, but its offsets are 0 to 1'],
  [file('{"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}', [0, 0]), 'begins at byte 1'],
  [file('{"x":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}', [0]), 'integers from 0'],
  [file('{}', [0]), 'The tensors end at byte 0 of the data, which has 1'],
])('a damaged file is refused (%#)', (bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(message)
})

test('a tensor that is not what it is declared to be is not written', () => {
  expect(() => encodeSafetensors({ x: { dtype: 'F32', shape: [2], data: Float32Array.of(1) } })).toThrow(
    'declared F32 [2], but holds 1 elements',
  )
})
