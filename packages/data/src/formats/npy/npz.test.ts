import { expect, test } from 'vitest'
import expected from '../../../fixtures/npz.json' with { type: 'json' }
import { decodeNpz } from './npz.ts'
import { crc32 } from './zip-entries.ts'

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

test.each(['stored', 'compressed'] as const)('what NumPy wrote is read: %s', async (how) => {
  const file = bytesOf(expected[how])
  const shifted = new Uint8Array(file.length + 5)
  shifted.set(file, 5)
  for (const bytes of [file, shifted.subarray(5), Buffer.from(file)]) {
    const read = await decodeNpz(bytes)
    const plain = Object.entries(read).map(([name, { data, shape }]) => [name, { shape, data: Array.from(data) }])
    expect(Object.fromEntries(plain)).toEqual(expected.arrays)
    expect(read['x']!.data).toBeInstanceOf(Float32Array)
  }
})

test('a byte that is wrong anywhere in the contents is noticed', async () => {
  for (const how of ['stored', 'compressed'] as const) {
    const file = bytesOf(expected[how])
    for (let at = 150; at < 400; at += 7)
      await expect(decodeNpz(file.with(at, file[at]! ^ 0x10))).rejects.toThrow(/x in The npz file is damaged/)
  }
})

test('what is no archive, or cut off, is refused', async () => {
  const file = bytesOf(expected.stored)
  await expect(decodeNpz(new Uint8Array(3), 'a.npz')).rejects.toThrow(
    'a.npz has no directory of a zip archive at its end',
  )
  await expect(decodeNpz(file.slice(0, -30))).rejects.toThrow('has no directory')
  await expect(decodeNpz(file.slice(100))).rejects.toThrow('leads out of the archive; it is damaged or cut off')
})

test('the check is that of zip', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
})
