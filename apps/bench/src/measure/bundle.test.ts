import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bundle, gzippedSize } from './bundle.ts'

test('a training program contains nothing of what it does not use', async () => {
  const entry = fileURLToPath(new URL('../browser/train-mlp.ts', import.meta.url))
  const program = await bundle(entry, 'from source')
  const code = [...program.values()].map((bytes) => new TextDecoder().decode(bytes)).join('\n')
  const foreign = {
    'the format of safetensors': '__metadata__',
    'the check of a resumed run': 'belongs to another run',
    'the store of checkpoints': 'was not written',
    'fingerprints of data': 'fingerprint',
    'files of models and weights': 'loadWeights',
    preprocessing: 'standardize',
    'tables and other formats': 'csv',
    'other layers': 'conv2d',
    schedules: 'piecewise',
  }
  expect(Object.entries(foreign).filter(([, mark]) => code.includes(mark))).toEqual([])
  expect(gzippedSize(program)).toBeLessThan(110_500)
})
