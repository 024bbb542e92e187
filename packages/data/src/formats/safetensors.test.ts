import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
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
  [file('{"x":{"dtype":"constructor","shape":[],"data_offsets":[0,1]}}', [0]), 'the dtype "constructor"; F32'],
  [file('{"__metadata__":"__proto__"}', []), '__metadata__ that are not an object of texts'],
  [file('{"__metadata__":null}', []), '__metadata__ that are not an object of texts'],
  [file('{"__metadata__":{"thinned":{}}}', []), 'The metadata thinned are of the type object, where a text belongs'],
  [file('{"x":{"dtype":"U8","shape":[9007199254740991],"data_offsets":[0,1]}}', [0]), 'needs 9007199254740991 bytes'],
  [file('{}', [0]), 'The tensors end at byte 0 of the data, which has 1'],
])('a damaged file is refused (%#)', (bytes, message) => {
  expect(() => decodeSafetensors(bytes)).toThrow(message)
})

test('a tensor that is not what it is declared to be is not written', () => {
  expect(() => encodeSafetensors({ x: { dtype: 'F32', shape: [2], data: Float32Array.of(1) } })).toThrow(
    'declared F32 [2], but holds 1 elements',
  )
})

test('a tensor may have any name, and none reaches a prototype', () => {
  const named = Object.fromEntries(['__proto__', 'constructor', 'toString'].map((name) => [name, tensors.b]))
  const read = decodeSafetensors(encodeSafetensors(named)).tensors
  expect(Object.keys(read).sort()).toEqual(Object.keys(named).sort())
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
})

test('tensors that overlap are refused before any is copied: a small file takes no large memory', () => {
  const entry = `{"dtype":"U8","shape":[${2 ** 20}],"data_offsets":[0,${2 ** 20}]}`
  const entries = Array.from({ length: 20_000 }, (_, i) => `"t${i}":${entry}`).join(',')
  const header = new TextEncoder().encode(`{${entries}}`)
  const whole = new Uint8Array(8 + header.length + 2 ** 20)
  new DataView(whole.buffer).setUint32(0, header.length, true)
  whole.set(header, 8)
  const before = process.memoryUsage().arrayBuffers
  expect(() => decodeSafetensors(whole)).toThrow('The tensor t1 begins at byte 0 of the data')
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26)
})

test('whatever is done to a file, it is read or refused with a DataError', () => {
  const whole = encodeSafetensors(tensors, { thinned: '{}' })
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), (changes, cut) => {
      const bytes = whole.slice()
      for (const { at, byte } of changes) bytes[at] = byte
      for (const given of [bytes, bytes.subarray(0, cut)])
        try {
          decodeSafetensors(given)
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
    }),
    { numRuns: 2000 },
  )
})
