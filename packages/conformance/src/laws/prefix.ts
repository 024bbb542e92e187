import { createPass, disposeParams, init, type Layer, plainLayer, prefix, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { alias, noGrad, reference } from '@thinned/tensor'
import { expect } from 'vitest'
import { type Facts, inputShape, type Law, randomFor } from './law.ts'

/** What stands before a variant in a chain runs once for all samples, and the samples keep their bits. */
export const prefixOfSamples: Law = {
  name: 'samples have in common what comes before it',
  check(facts) {
    for (const options of facts.settings) {
      const before = reference.memory()
      const alone = samplesOf(facts, options, false)
      const shared = samplesOf(facts, options, true)
      expect(shared.outputs).toEqual(alone.outputs)
      expect([alone.runs, shared.runs]).toEqual([SAMPLES, 1])
      expect(reference.memory()).toEqual(before)
    }
  },
}

const SAMPLES = 3

function samplesOf(facts: Facts, options: unknown, shares: boolean): { outputs: number[][]; runs: number } {
  let runs = 0
  const counter: Layer = {
    ...plainLayer('counter', undefined),
    outputShape: (input) => input,
    forward(x) {
      runs++
      return alias(x)
    },
  }
  const model = sequential(counter, facts.make(options))
  init(model, key('init'))
  const x = randomFor(facts, inputShape(facts, 4))
  const shared = shares ? prefix() : undefined
  const outputs = Array.from({ length: SAMPLES }, (_, sample) => {
    const y = noGrad(() => model.forward(x, createPass({ mode: 'sample', key: key(sample), row: 2, prefix: shared })))
    const values = [...y.readSync()]
    y.dispose()
    return values
  })
  shared?.dispose()
  x.dispose()
  disposeParams(model)
  return { outputs, runs }
}
