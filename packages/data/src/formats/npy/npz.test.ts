import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import expected from '../../../fixtures/npz.json' with { type: 'json' }
import { encodeNpy } from './npy.ts'
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
    expect(plain).toEqual(Object.entries(expected.arrays))
    expect(Object.keys(read)).toEqual(['x', 'y_train', 'größe', '数', '__proto__'])
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

/** An archive of entries as they are given; `local` is the place of the contents in the archive, for entries on the same bytes. */
function archive(
  entries: readonly {
    name: Uint8Array
    contents: Uint8Array
    size?: number
    flags?: number
    method?: number
    local?: number
  }[],
): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let end = 0
  for (const { name, contents, size = contents.length, flags = 0, method = 0, local = end } of entries) {
    const [head, listed] = [new DataView(new ArrayBuffer(30)), new DataView(new ArrayBuffer(46))]
    head.setUint32(0, 0x04034b50, true)
    head.setUint16(26, name.length, true)
    listed.setUint32(0, 0x02014b50, true)
    listed.setUint16(8, flags, true)
    listed.setUint16(10, method, true)
    listed.setUint32(16, method === 0 ? crc32(contents) : 0, true)
    listed.setUint32(20, contents.length, true)
    listed.setUint32(24, size, true)
    listed.setUint16(28, name.length, true)
    listed.setUint32(42, local, true)
    directory.push(new Uint8Array(listed.buffer), name)
    if (local < end) continue
    parts.push(new Uint8Array(head.buffer), name, contents)
    end += 30 + name.length + contents.length
  }
  const last = new DataView(new ArrayBuffer(22))
  last.setUint32(0, 0x06054b50, true)
  last.setUint16(10, entries.length, true)
  last.setUint32(16, end, true)
  return Buffer.concat([...parts, ...directory, new Uint8Array(last.buffer)])
}
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const one = encodeNpy({ data: Int32Array.of(7), shape: [1] })

test('a name without the flag of UTF-8 is of code page 437', async () => {
  const names = async (name: Uint8Array, flags: number) =>
    Object.keys(await decodeNpz(archive([{ name, contents: one, flags }])))
  expect(await names(Uint8Array.of(0x67, 0x72, 0x94, 0xe1, 0x65), 0)).toEqual(['größe'])
  expect(await names(new TextEncoder().encode('größe.npy'), 0x800)).toEqual(['größe'])
  await expect(names(Uint8Array.of(0x94), 0x800)).rejects.toThrow('announced as UTF-8, but is not')
  const every = await names(
    Uint8Array.from({ length: 128 }, (_, i) => i + 128),
    0,
  )
  expect(every[0]).toMatch(/^ÇüéâäàåçêëèïîìÄÅÉ.+≈°∙·√ⁿ²■\u00a0$/)
})

test('a small archive takes no large memory: contents beyond the stated size, shared by entries, or above the limit', async () => {
  const bomb = deflateRawSync(new Uint8Array(2 ** 26))
  const before = process.memoryUsage().rss
  const packed = { name: ascii('a.npy'), contents: bomb, method: 8 }
  await expect(decodeNpz(archive([{ ...packed, size: 1000 }]))).rejects.toThrow(
    'a in The npz file is damaged: its contents are not those that the archive lists',
  )
  const shared = Array.from({ length: 9 }, (_, i) => ({ ...packed, name: ascii(`${i}.npy`), size: 2 ** 26, local: 0 }))
  await expect(decodeNpz(archive(shared))).rejects.toThrow(/damaged: it has another name where its contents begin/)
  const same = shared.map((entry) => ({ ...entry, name: ascii('a.npy') }))
  await expect(decodeNpz(archive(same))).rejects.toThrow('a.npy and a.npy overlap')
  await expect(decodeNpz(archive([{ ...packed, size: 2 ** 26 }]), 'a.npz', { maxBytes: 1000 })).rejects.toThrow(
    'a.npz unpacks to 67108864 bytes by what it states; at most 1000 are unpacked. Raise maxBytes',
  )
  expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 26)
})

test('two arrays of one name, and what is encrypted, are refused', async () => {
  const entry = { name: ascii('a.npy'), contents: one }
  await expect(decodeNpz(archive([entry, entry]))).rejects.toThrow('has two files named a.npy')
  await expect(decodeNpz(archive([entry, { name: ascii('a'), contents: one }]))).rejects.toThrow(
    'two files for the array a',
  )
  await expect(decodeNpz(archive([{ ...entry, flags: 1 }]))).rejects.toThrow('a.npy in The npz file is encrypted')
})

test('the check is that of zip', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
})
