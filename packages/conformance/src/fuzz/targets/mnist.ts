import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { mnist } from '@thinned/data/node'
import { temporaryFile } from '../folder.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { idxImages, idxLabels } from './idx.ts'

const file = temporaryFile('train-labels-idx1-ubyte.gz')
for (const part of ['train', 't10k']) {
  writeFileSync(join(dirname(file), `${part}-images-idx3-ubyte`), idxImages)
  if (part === 't10k') writeFileSync(join(dirname(file), `${part}-labels-idx1-ubyte`), idxLabels)
}

/** An IDX file in gzip, whose contents have a checksum. */
export const target: FuzzTarget = {
  samples: () => [gzipSync(idxLabels)],
  read(bytes) {
    writeFileSync(file, bytes)
    return mnist(dirname(file))
  },
  mutations: 150,
}
