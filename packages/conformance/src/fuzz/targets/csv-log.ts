import { readFileSync, writeFileSync } from 'node:fs'
import { csvLogger } from '@thinned/train/node'
import { temporaryFile } from '../folder.ts'
import { bytesOf, type FuzzTarget } from '../fuzz-target.ts'

const file = temporaryFile('run.csv')

/** The table of a run that goes on. */
export const target: FuzzTarget = {
  samples: () => ['epoch,loss,"metrics/a,""b"""\n0,0.5,"[1,2]"\n1,0.25,\n2,0.1'].map(bytesOf),
  async read(bytes) {
    writeFileSync(file, bytes)
    await csvLogger(file).start?.({ step: 5, steps: 9, epochs: 9 })
    return readFileSync(file, 'utf8')
  },
  growing: {
    'a cut line': (n) => bytesOf(`epoch,loss\n0,1\n1,${'9'.repeat(16 * n)}`),
    'an open quote': (n) => bytesOf(`epoch,loss\n0,1\n1,"${'x'.repeat(16 * n)}`),
    quotes: (n) => bytesOf(`epoch,loss\n0,1\n1,${'"'.repeat(16 * n + 1)}`),
    columns: (n) => bytesOf(`epoch,${Array.from({ length: n }, (_, i) => i).join(',')}\n`),
  },
  mutations: 60,
}
