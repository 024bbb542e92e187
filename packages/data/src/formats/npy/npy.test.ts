import fc from 'fast-check'
import { expect, test } from 'vitest'
import cases from '../../../fixtures/npy.json' with { type: 'json' }
import type { NpyData } from '../elements.ts'
import { decodeNpy, encodeNpy, type NpyArray } from './npy.ts'

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
const kinds: readonly [RegExp, string][] = [
  [/f8|scalar/, 'Float64Array'],
  [/f2|f4|fortran( of many axes)?$|version 2|empty/, 'Float32Array'],
  [/u1|b1/, 'Uint8Array'],
  [/./, 'Int32Array'],
]

test.each(Object.entries(cases))('what NumPy wrote is read: %s', (name, { base64, shape, data }) => {
  const file = bytesOf(base64)
  const shifted = new Uint8Array(file.length + 3)
  shifted.set(file, 3)
  for (const bytes of [file, shifted.subarray(3), Buffer.from(file)]) {
    const read = decodeNpy(bytes)
    expect(read.shape).toEqual(shape)
    expect(Array.from(read.data)).toEqual(data)
    expect(read.data.constructor.name).toBe(kinds.find(([pattern]) => pattern.test(name))![1])
  }
})

test.each(['<f4', '<f8', '<i4', '|u1', 'vector', 'scalar', 'empty'] as const)('the bytes are NumPy’s: %s', (name) => {
  const file = bytesOf(cases[name].base64)
  expect(encodeNpy(decodeNpy(file))).toEqual(file)
})

test('whatever is written is read back', () => {
  const shape = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 })
  const arrays = shape.chain((extents) => {
    const length = extents.reduce((product, extent) => product * extent, 1)
    const exactly = { minLength: length, maxLength: length }
    const data: fc.Arbitrary<NpyData> = fc.oneof(
      fc.float32Array(exactly),
      fc.float64Array(exactly),
      fc.int32Array(exactly),
      fc.uint8Array(exactly),
    )
    return data.map((values): NpyArray => ({ data: values, shape: extents }))
  })
  fc.assert(
    fc.property(arrays, (array) => {
      expect(decodeNpy(encodeNpy(array))).toEqual(array)
    }),
    { seed: 3, numRuns: 300 },
  )
})

const good = encodeNpy({ data: Int32Array.of(1, 2, 3), shape: [3] })
const header = (text: string): Uint8Array => {
  const bytes = new Uint8Array(10 + text.length)
  bytes.set([0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0, ...Buffer.from(text)])
  return bytes
}
/** A header of version 2 of an array with so many named fields. */
const long = (fields: number): Uint8Array => {
  const descr = Array.from({ length: fields }, (_, i) => `('field${i}', '<f4')`).join(', ')
  const text = Buffer.from(`{'descr': [${descr}], 'fortran_order': False, 'shape': (1,), }\n`)
  const bytes = new Uint8Array(12 + text.length)
  bytes.set([0x93, ...Buffer.from('NUMPY'), 2, 0])
  new DataView(bytes.buffer).setUint32(8, text.length, true)
  bytes.set(text, 12)
  return bytes
}
const beyond = bytesOf(cases['<i8'].base64)
new DataView(beyond.buffer).setBigInt64(beyond.length - 8, 2n ** 31n, true)
test.each([
  [new Uint8Array(0), 'begins with the bytes (none) and has 0'],
  [good.with(1, 0), 'begins with the bytes 93 00 55 4d 50 59; an npy file'],
  [good.with(6, 4), 'of version 4.0 of the npy format; versions 1 to 3'],
  [good.slice(0, 50), 'announces a header up to byte 128, but has 50'],
  [good.slice(0, -1), 'announced as [3], 3 elements, but holds 2.75'],
  [header("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }"), 'elements of the type c8; f2, f4, f8'],
  [header("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }"), 'named fields are not read'],
  [header("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"), 'elements of the type O'],
  [header("{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,), }"), 'lacks a plain type, an order or a shape'],
  [long(9000), "The header of The npy file, {'descr': [('field0', '<f4')"],
  [long(9000), '… , lacks a plain type'.replace('… ', '…')],
  [long(100_000), 'announces a header up to byte 2288955; headers up to 1048576 are read'],
  [beyond, 'Element 23 of The npy file is 2147483648, which int32 does not hold'],
])('what is no npy file of ours is refused (%#)', (bytes, message) => {
  expect(() => decodeNpy(bytes)).toThrow(message)
})

test('an array that is not what it says is not written', () => {
  expect(() => encodeNpy({ data: Int32Array.of(1), shape: [2] })).toThrow('announced as [2], 2 elements, but holds 1')
  expect(() => encodeNpy({ data: new Int16Array(1) as never, shape: [1] })).toThrow('was given a Int16Array')
  expect(() => encodeNpy({ data: Int32Array.of(1, 2), shape: [-1, -2] })).toThrow('announced as [-1, -2]')
  expect(() => encodeNpy({ data: Int32Array.of(1), shape: new Array(30_000).fill(1) })).toThrow('30000 axes')
})
