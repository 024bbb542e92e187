import { decodeSafetensors } from '@thinned/data'
import type { FuzzTarget } from './fuzz-target.ts'
import { headerJson } from './targets/safetensors.ts'

/** The sum of a file of tensors, as the docstring of `checksum` in @thinned/train has it, written again. */
function checksumOf(bytes: Uint8Array): string {
  const { tensors, metadata } = decodeSafetensors(bytes)
  const names = Object.keys(tensors).sort()
  const { checksum: _, ...rest } = metadata
  const header = JSON.stringify([
    Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    names.map((name) => [name, tensors[name]!.storedAs, tensors[name]!.shape]),
  ])
  const parts = [Buffer.from(header, 'utf16le'), ...names.map((name) => tensors[name]!.data)]
  const sums = [
    [0x2545f491, 0x9e3779b1],
    [0x4f6cdd1d, 0x85ebca6b],
  ].map(([start, factor]) => {
    let sum = start!
    for (const part of parts) {
      const padded = Buffer.alloc(Math.ceil(part.byteLength / 4) * 4)
      padded.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
      for (let i = 0; i < padded.length; i += 4) {
        sum = Math.imul(sum ^ padded.readInt32LE(i), factor!)
        sum ^= sum >>> 15
      }
    }
    return (sum >>> 0).toString(16).padStart(8, '0')
  })
  return sums.join('')
}

/** The JSON of the metadata `thinned`; a file with another one gets the checksum that fits. */
export const sealedJson: NonNullable<FuzzTarget['json']> = {
  of: (bytes) => JSON.parse(decodeSafetensors(bytes).metadata['thinned']!),
  replace(bytes, json) {
    const header = headerJson.of(bytes) as { __metadata__: Record<string, string> }
    const sealed = (checksum: string): Uint8Array =>
      headerJson.replace(
        bytes,
        JSON.stringify({ ...header, __metadata__: { ...header.__metadata__, thinned: json, checksum } }),
      )
    return sealed(checksumOf(sealed('')))
  },
}
