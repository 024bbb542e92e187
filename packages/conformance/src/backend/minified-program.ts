/** Compares every kernel with the reference, trains a small network, and prints what differed; see minified.test.ts. */
import { key } from '@thinned/rng'
import { reference } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { trainSteps } from '../train-steps.ts'
import { compareKernel, kernelNames } from './compare.ts'

const backend = await wasm({ threads: 1, revectorize: false })
process.stdout.write(
  JSON.stringify({
    differences: kernelNames.flatMap((name) => compareKernel(backend, name, key('minified'), 4).slice(0, 1)),
    compared: kernelNames.length,
    wrong: [...backend.wrongKernels.keys()],
    losses: [await trainSteps(backend), await trainSteps(reference)],
  }),
)
