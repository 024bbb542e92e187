import { crc32, deflateRawSync } from 'node:zlib'
import { decodeNpz } from '@thinned/data'
import { bytesOf, type FuzzTarget } from '../fuzz-target.ts'
import { npySamples } from './npy.ts'

interface Entry {
  readonly name: string
  readonly contents: Uint8Array
  readonly isDeflated?: boolean
}

function fields(size: number, values: readonly [offset: number, bytes: 2 | 4, value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(size))
  for (const [offset, bytes, value] of values)
    if (bytes === 2) view.setUint16(offset, value, true)
    else view.setUint32(offset, value, true)
  return new Uint8Array(view.buffer)
}

/** A zip archive, as numpy.savez writes it. */
function archive(entries: readonly Entry[], comment = 0): Uint8Array {
  const [files, directory]: [Uint8Array[], Uint8Array[]] = [[], []]
  let at = 0
  for (const { name, contents, isDeflated = false } of entries) {
    const title = bytesOf(name)
    const packed = isDeflated ? deflateRawSync(contents) : contents
    const common = [0x800, isDeflated ? 8 : 0, 0, 0] as const
    const sums = [crc32(contents), packed.length, contents.length] as const
    files.push(
      fields(30, [
        [0, 4, 0x04034b50],
        ...common.map((value, i): [number, 2, number] => [6 + 2 * i, 2, value]),
        ...sums.map((value, i): [number, 4, number] => [14 + 4 * i, 4, value]),
        [26, 2, title.length],
      ]),
      title,
      packed,
    )
    directory.push(
      fields(46, [
        [0, 4, 0x02014b50],
        ...common.map((value, i): [number, 2, number] => [8 + 2 * i, 2, value]),
        ...sums.map((value, i): [number, 4, number] => [16 + 4 * i, 4, value]),
        [28, 2, title.length],
        [42, 4, at],
      ]),
      title,
    )
    at += 30 + title.length + packed.length
  }
  const end = fields(22, [
    [0, 4, 0x06054b50],
    [10, 2, entries.length],
    [16, 4, at],
    [20, 2, comment],
  ])
  return Buffer.concat([...files, ...directory, end, new Uint8Array(comment)])
}

const [floats, integers, halves] = npySamples as [Uint8Array, Uint8Array, Uint8Array]

export const target: FuzzTarget = {
  samples: () => [
    archive([
      { name: 'x.npy', contents: floats },
      { name: 'größe.npy', contents: integers, isDeflated: true },
    ]),
    archive([{ name: '__proto__.npy', contents: halves, isDeflated: true }], 20),
  ],
  read: (bytes) => decodeNpz(bytes),
  growing: {
    'bytes without a directory': (n) => new Uint8Array(16 * n),
    'a comment': (n) => archive([{ name: 'x', contents: floats }], Math.min(n, 65535)),
    entries: (n) =>
      archive(Array.from({ length: Math.min(n / 8, 8000) }, (_, i) => ({ name: `a${i}`, contents: integers }))),
    'a name': (n) => archive([{ name: 'x'.repeat(Math.min(n, 65535)), contents: integers }]),
  },
}
