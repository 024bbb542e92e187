import { ones, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { adamW } from './adam-w.ts'

test('weights decay with the learning rate, convolutions too; biases do not', () => {
  const after = (shape: readonly number[], learningRate: number) => {
    const [parameter, state] = [ones(shape), { mean: zeros(shape), variance: zeros(shape) }]
    const moment = { step: 0, steps: 1, epoch: 0 }
    adamW({ learningRate, weightDecay: 0.5 }).update(parameter, zeros(shape), state, moment)
    return parameter.readSync()[0]
  }
  expect(after([1, 1], 0.5)).toBe(0.75)
  expect(after([3, 3, 1, 1], 0.25)).toBe(0.875)
  expect(after([1], 0.5)).toBe(1)
})
