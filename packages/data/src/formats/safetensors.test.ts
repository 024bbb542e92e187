import fc from 'fast-check'
import { expect, test } from 'vitest'
import foreign from '../../fixtures/safetensors.json' with { type: 'json' }
import { DataError } from '../data-error.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

const tensors = {
  b: { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) },
  a: { dtype: 'F32', shape: [2, 1], data: Float32Array.of(1.5, Number.NaN) },
  empty: { dtype: 'I32', shape: [0, 4], data: new Int32Array(0) },
  scalar: { dtype: 'F64', shape: [], data: Float64Array.of(-0) },
} as const

/** As they are read. */
const stored = Object.fromEntries(
  Object.entries(tensors).map(([name, entry]) => [name, { ...entry, storedAs: entry.dtype }]),
)

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
  expect(decodeSafetensors(bytes)).toEqual({ tensors: stored, metadata: { thinned: '{}' } })
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
  expect(decodeSafetensors(Buffer.from(encodeSafetensors(tensors))).tensors).toEqual(stored)
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
  [file('{"x":{"dtype":["F8"],"shape":[],"data_offsets":[0,1]}}', [0]), 'tensor x has no dtype that is a text'],
  [file('{"x":{"dtype":"F8","shape":[],"data_offsets":[1,0]}}', [0]), 'its offsets are 1 to 0 of 1'],
  [file('{"x":{"dtype":"I64","shape":[1],"data_offsets":[0,4]}}', [0, 0, 0, 0]), 'I64 [1] needs 8 bytes'],
  [file('{}  \n ', []), 'are not a JSON object, padded with spaces'],
  [file('{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}', [0]), 'needs 2 bytes, but its offsets are 0 to 1'],
  [file('{"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}', [0, 0]), 'begins at byte 1'],
  [file('{"x":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}', [0]), 'integers from 0'],
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
    'declared F32 [2], but holds a Float32Array of 1.',
  )
})

/** A file of one tensor x of a dtype, beside a tensor w of F32. */
function beside(dtype: string, bytes: Uint8Array, width: number): Uint8Array {
  const header = {
    w: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    x: { dtype, shape: [bytes.length / width], data_offsets: [4, 4 + bytes.length] },
  }
  return file(JSON.stringify(header), [0, 0, 128, 63, ...bytes])
}
const held: Readonly<Record<string, string>> = { F16: 'F32', BF16: 'F32', BOOL: 'U8' }

test.each(Object.entries(foreign))('%s is read as NumPy reads it', (dtype, { bytes, values }) => {
  const width = dtype === 'BOOL' ? 1 : Number(/\d+/.exec(dtype)![0]) / 8
  const x = decodeSafetensors(beside(dtype, Buffer.from(bytes, 'base64'), width)).tensors['x']!
  expect([x.dtype, x.storedAs, x.shape]).toEqual([held[dtype] ?? 'I32', dtype, [values.length]])
  expect(Array.from(x.data)).toEqual(values.map(Number))
  expect(x.data).toBe(x.data)
})

test.each([
  ['I64', [0, 0, 0, 128, 0, 0, 0, 0], 'Element 0 of the tensor x is 2147483648, which int32 does not hold'],
  ['I64', [255, 255, 255, 127, 255, 255, 255, 255], 'Element 0 of the tensor x is -2147483649'],
  ['U64', [255, 255, 255, 255, 255, 255, 255, 255], 'is 18446744073709551615'],
  ['U32', [0, 0, 0, 128], 'is 2147483648'],
  ['BOOL', [2], 'Element 0 of the tensor x is 2, where a boolean is 0 or 1'],
  ['F8_E4M3', [2], 'The tensor x has the dtype "F8_E4M3"; F32, F64, I32, U8, F16, BF16, I64'],
  ['constructor', [2], 'The tensor x has the dtype "constructor"'],
  ['__proto__', [2], 'The tensor x has the dtype "__proto__"'],
] as const)(
  'what we cannot hold is refused when it is asked for, and the rest is read (%s %j)',
  (dtype, bytes, message) => {
    const { tensors } = decodeSafetensors(beside(dtype, Uint8Array.from(bytes), bytes.length))
    expect(tensors['w']).toMatchObject({ dtype: 'F32', data: Float32Array.of(1) })
    expect(tensors['x']!.shape).toEqual([1])
    expect(tensors['x']!.storedAs).toBe(dtype)
    expect(() => tensors['x']!.data).toThrow(message)
    expect(() => tensors['x']!.data).toThrow(DataError)
  },
)

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
