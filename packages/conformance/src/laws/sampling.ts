import type { NdArray } from '@thinned/data'
import { batchNorm, flattenParams, init, type Layer, linear, plainLayer, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { cast, mean } from '@thinned/tensor'
import { type ClassPrediction, predict } from '@thinned/train'
import { expect } from 'vitest'
import { type Facts, inputShape, type Law, randomFor } from './law.ts'

const ROWS = 9
const CLASSES = 3

/**
 * Samples of a network with the variant differ, and leave the statistics of its batch normalization as they are. A row has the same numbers in batches of
 * any size, beside any other rows, whether it sees a number of samples or as many as a tolerance wants.
 */
export const sampling: Law = {
  name: 'it is a source of uncertainty: predict samples it row by row',
  async check(facts) {
    for (const options of facts.settings) {
      const what = JSON.stringify(options)
      const network = networkOf(facts, options)
      const state = bitsOfState(network)
      const inputs = inputsOf(facts)
      const ask = (options: object): Promise<ClassPrediction> => predict(network, inputs, { key: key(7), ...options })
      const whole = await ask({ samples: 40, everySample: true })
      expect(
        whole.mutualInformation.reduce((a, b) => Math.max(a, b), 0),
        what,
      ).toBeGreaterThan(1e-6)
      expect(await ask({ samples: 40, everySample: true, batchSize: 4 }), what).toEqual(whole)
      const errors = [...whole.standardError!].sort((a, b) => a - b)
      const wanted = { tolerance: errors[Math.floor(ROWS / 2)]!, maxSamples: 16 }
      const found = await ask({ ...wanted, batchSize: 4 })
      expect(await ask({ ...wanted, batchSize: ROWS }), what).toEqual(found)
      for (const samples of new Set(found.sampleCounts)) {
        const { mean } = await ask({ samples })
        for (const [row, seen] of found.sampleCounts!.entries())
          if (seen === samples) expect(rowOf(found.mean, row), what).toEqual(rowOf(mean, row))
      }
      expect(bitsOfState(network), what).toEqual(state)
    }
  },
}

/** A classifier of the variant's inputs: the variant, what it gives as features, batch normalization, and a head. */
function networkOf(facts: Facts, options: unknown): Layer {
  const layer = facts.make(options) as Layer<'any', 'any'>
  const width = layer.outputShape(facts.input.slice(1)).at(-1)!
  const network = sequential(layer, features, batchNorm(width), linear(width, CLASSES))
  init(network, key(3))
  return network
}

/** Features [batch, channels]: means over all positions, of which a variant may drop some; of tokens their numbers. */
const features: Layer<'any', 'any'> = {
  ...(plainLayer('features', undefined) as Layer<'any', 'any'>),
  outputShape: (input) => input.slice(-1),
  forward(x) {
    const numbers = cast(x, 'float32')
    const positions = x.shape.slice(1, -1).map((_, i) => i + 1)
    return positions.length > 0 ? mean(numbers, positions) : numbers
  },
}

function inputsOf(facts: Facts): NdArray {
  const x = randomFor(facts, inputShape(facts, ROWS))
  return { data: x.readSync() as NdArray['data'], shape: x.shape }
}

const bitsOfState = (network: Layer): readonly (readonly number[])[] =>
  Object.values(flattenParams(network.state)).map((state) => [...state.readSync()])

const rowOf = ({ data }: NdArray<Float32Array>, row: number): Float32Array =>
  data.subarray(CLASSES * row, CLASSES * (row + 1))
