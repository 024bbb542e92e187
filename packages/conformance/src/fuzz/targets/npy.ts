import { decodeNpy, encodeNpy } from '@thinned/data'
import { bytesOf, type FuzzTarget } from '../fuzz-target.ts'

/** A file of version 2 with this header and elements of zeros. */
export function npyOf(header: string, size: number): Uint8Array {
  const preamble = new DataView(new ArrayBuffer(12))
  for (const [i, byte] of [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0].entries()) preamble.setUint8(i, byte)
  preamble.setUint32(8, header.length, true)
  return Buffer.concat([new Uint8Array(preamble.buffer), bytesOf(header), new Uint8Array(size)])
}
const plain = (descr: string, shape: string, order = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`

export const npySamples: readonly Uint8Array[] = [
  encodeNpy({ data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }),
  encodeNpy({ data: Int32Array.of(1, 2, 3), shape: [3] }),
  ...['<f2', '>f8', '>i8', '<u8', '|b1', '<i2'].map((descr) =>
    npyOf(plain(descr, '2, 1, 3', 'True'), 6 * Number(descr[2])),
  ),
]

export const target: FuzzTarget = {
  samples: () => npySamples,
  read: (bytes) => decodeNpy(bytes),
  growing: {
    'axes of a column-major file': (n) => npyOf(plain('|u1', '1, '.repeat(n), 'True'), 1),
    'axes beside elements': (n) => npyOf(plain('|u1', `${n}, ${'1, '.repeat(n)}`, 'True'), n),
    'named fields': (n) => npyOf(`{'descr': [${"('x', '<f4'), ".repeat(n)}], 'shape': (1,)}`, 4),
    keys: (n) => npyOf("'shape': (1, 'descr':  ".repeat(n), 0),
    blanks: (n) => npyOf(`'descr':${' '.repeat(n)}'shape':${' '.repeat(n)}(${' '.repeat(n)}`, 0),
    elements: (n) => npyOf(plain('<i8', `${n},`, 'True'), 8 * n),
  },
}
