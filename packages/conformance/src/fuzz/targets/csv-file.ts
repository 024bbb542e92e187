import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { readCsv } from '@thinned/data/node'
import { temporaryFile } from '../folder.ts'
import { bytesOf, type FuzzTarget } from '../fuzz-target.ts'

const file = temporaryFile('table.csv.gz')
const text = bytesOf('height,kind\n1.5,ü\nNA,"x\ny"\n')

/** A CSV file, plain or in gzip, whose contents have a checksum. */
export const target: FuzzTarget = {
  samples: () => [text, gzipSync(text)],
  read(bytes) {
    writeFileSync(file, bytes)
    return readCsv(file)
  },
  mutations: 150,
}
