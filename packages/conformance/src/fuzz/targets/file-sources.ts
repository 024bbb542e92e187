import { writeFileSync } from 'node:fs'
import { encodeNpy } from '@thinned/data'
import { idxSource, npySource } from '@thinned/data/node'
import { temporaryFile } from '../folder.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { idxImages, idxLabels } from './idx.ts'
import { npyOf, npySamples } from './npy.ts'

const [file, labels, targets] = ['file', 'labels', 'targets'].map(temporaryFile) as [string, string, string]
writeFileSync(labels, idxLabels)
writeFileSync(targets, encodeNpy({ data: Int32Array.of(0, 1), shape: [2] }))

/** Files whose rows are read one by one. */
export const target: FuzzTarget = {
  samples: () => [idxImages, npySamples[0]!, npyOf("{'descr': '>i8', 'fortran_order': False, 'shape': (2, 1)}", 16)],
  async read(bytes) {
    writeFileSync(file, bytes)
    const source = await (bytes[0] === 0x93
      ? npySource({ inputs: file, targets, classes: 2 })
      : idxSource({ images: file, labels }))
    return source.fetch([1, 0])
  },
  mutations: 150,
}
