import { decodeSafetensors, encodeSafetensors } from '@thinned/data'
import { bytesOf, type FuzzTarget, textOf } from '../fuzz-target.ts'

/** A safetensors file with this header and these data. */
export function fileOf(header: string, data: Uint8Array): Uint8Array {
  const json = bytesOf(header)
  const length = new DataView(new ArrayBuffer(8))
  length.setBigUint64(0, BigInt(json.length), true)
  return Buffer.concat([new Uint8Array(length.buffer), json, data])
}
const headerBytes = (bytes: Uint8Array): number =>
  Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))

/** The header of a safetensors file, and the file with another one. */
export const headerJson: NonNullable<FuzzTarget['json']> = {
  of: (bytes) => JSON.parse(textOf(bytes.subarray(8, 8 + headerBytes(bytes)))),
  replace: (bytes, json) => fileOf(json, bytes.subarray(8 + headerBytes(bytes))),
}

const every = ['F32', 'F64', 'I32', 'U8', 'F16', 'BF16', 'I64', 'I16', 'I8', 'U64', 'U32', 'U16', 'BOOL', 'F8_E4M3']

export const target: FuzzTarget = {
  samples: () => [
    encodeSafetensors(
      {
        a: { dtype: 'F32', shape: [2, 1], data: Float32Array.of(1.5, -2) },
        b: { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) },
        empty: { dtype: 'I32', shape: [0, 4], data: new Int32Array(0) },
      },
      { epoch: '3' },
    ),
    fileOf(
      JSON.stringify(
        Object.fromEntries(
          every.map((dtype, i) => [dtype, { dtype, shape: [8 / width(dtype)], data_offsets: [8 * i, 8 * i + 8] }]),
        ),
      ),
      new Uint8Array(8 * every.length),
    ),
  ],
  read(bytes) {
    const { tensors, metadata } = decodeSafetensors(bytes)
    const contents = Object.entries(tensors).map(([name, tensor]) => [
      name,
      tensor.dtype,
      tensor.shape,
      tensor.storedAs.startsWith('F8') ? undefined : tensor.data,
    ])
    return { contents, metadata }
  },
  json: headerJson,
  growing: {
    tensors: (n) =>
      fileOf(
        `{${Array.from({ length: n }, (_, i) => `"t${n - i}":{"dtype":"U8","shape":[1],"data_offsets":[${i},${i + 1}]}`).join(',')}}`,
        new Uint8Array(n),
      ),
    'tensors on the same bytes': (n) =>
      fileOf(
        `{${Array.from({ length: n }, (_, i) => `"t${i}":{"dtype":"U8","shape":[${n}],"data_offsets":[0,${n}]}`).join(',')}}`,
        new Uint8Array(n),
      ),
    axes: (n) => fileOf(`{"t":{"dtype":"U8","shape":[${'1,'.repeat(n)}1],"data_offsets":[0,1]}}`, new Uint8Array(1)),
    metadata: (n) =>
      fileOf(`{"__metadata__":{${Array.from({ length: n }, (_, i) => `"${i}":""`).join(',')}}}`, new Uint8Array(0)),
    levels: (n) => fileOf(`{"t":${'['.repeat(n)}${']'.repeat(n)}}`, new Uint8Array(0)),
    'levels of a dtype': (n) => fileOf(`{"t":{"dtype":${'['.repeat(n)}${']'.repeat(n)}}}`, new Uint8Array(0)),
    blanks: (n) => fileOf(`{}${' '.repeat(n)}x`, new Uint8Array(0)),
  },
}

function width(dtype: string): number {
  return dtype === 'BOOL' ? 1 : Number(/\d+/.exec(dtype)![0]) / 8
}
