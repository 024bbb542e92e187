import { digits } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Trial } from '@thinned/search'
import { adam, evaluate, fit } from '@thinned/train'
import { wasm } from '@thinned/wasm'

/** Every trial trains with the same images and keys: trials differ in their keeps only. */
const SEEDS = [0, 1, 2]

export interface Keeps {
  /** Keep probability of the pixels. */
  readonly input: number
  /** Keep probability of the hidden units. */
  readonly hidden: number
  /** Training images. */
  readonly images: number
}

/** 784-256-10 with dropout of the pixels and of the hidden units. */
export const network = (input: number, hidden: number): Layer =>
  sequential(flatten(), dropout({ keep: input }), linear(784, 256), relu(), dropout({ keep: hidden }), linear(256, 10))

/** The validation error of 784-256-10 with these keeps, the mean of a few seeds; the budget is in epochs. */
export const trial: Trial<Keeps> = async ({ input, hidden, images }, { budget: epochs, signal, report }) => {
  const backend = await wasm({ threads: 1 })
  const validation = digits({ size: 1000, start: images, key: key('digits') })
  const train = digits({ size: images, key: key('digits') })
  const runs: { readonly error: number; readonly trainingError: number }[] = []
  for (const seed of SEEDS) {
    const model = network(input, hidden)
    const optimizer = adam({ learningRate: 0.002 })
    await fit(model, {
      data: { train },
      loss: 'crossEntropy',
      epochs,
      batchSize: 50,
      optimizer,
      key: key(seed),
      backend,
      signal,
    })
    const [{ error }, { error: trainingError }] = [await evaluate(model, validation), await evaluate(model, train)]
    runs.push({ error, trainingError })
    report({ seed, error })
  }
  const mean = (of: 'error' | 'trainingError') => runs.reduce((sum, run) => sum + run[of], 0) / runs.length
  return { value: mean('error'), trainingError: mean('trainingError'), errors: runs.map(({ error }) => error) }
}
