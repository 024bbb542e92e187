import { key } from '@thinned/rng'
import { backward, sum, type Tensor, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, init, positionalEmbedding, sinusoidalPositions } from '../index.ts'

const evaluate = createPass({ mode: 'evaluate' })

test('the waves are those of the paper, to a float32, for a short sequence after a long one too', () => {
  const layer = sinusoidalPositions(6)
  for (const time of [1, 700, 3]) {
    const waves = layer.forward(zeros([2, time, 6]), evaluate).readSync()
    for (let t = 0; t < time; t++)
      for (let i = 0; i < 6; i++) {
        const angle = t / 10000 ** ((2 * Math.floor(i / 2)) / 6)
        const wave = i % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
        for (const example of [0, 1]) expect(Math.abs(waves[example * time * 6 + 6 * t + i]! - wave)).toBeLessThan(6e-8)
      }
  }
  expect(() => sinusoidalPositions(3)).toThrow('3 features; it takes an even integer from 2')
})

test('steps from 8192 on have their waves, and those before keep their bits', () => {
  const [time, features] = [100_000, 4]
  const [long, short] = [time, 500].map((steps) =>
    sinusoidalPositions(features)
      .forward(zeros([1, steps, features]), evaluate)
      .readSync(),
  )
  expect(long!.slice(0, 500 * features)).toEqual(short)
  for (const t of [8192, 8193, 8194, 20_001, time - 1])
    for (let i = 0; i < features; i++) {
      const angle = t / 10000 ** ((2 * Math.floor(i / 2)) / features)
      const wave = i % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
      expect(Math.abs(long![features * t + i]! - wave)).toBeLessThan(6e-8)
    }
})

test('each step has its learned row, whose gradient sums over the examples', () => {
  const layer = positionalEmbedding(4, 2)
  init(layer, key(1))
  const weight = layer.params['weight'] as Tensor
  const y = layer.forward(zeros([3, 2, 2]), evaluate)
  expect(y.readSync().slice(4, 8)).toEqual(weight.readSync().slice(0, 4))
  expect([...backward(sum(y), weight).readSync()]).toEqual([3, 3, 3, 3, 0, 0, 0, 0])
  expect(() => positionalEmbedding(0, 2)).toThrow('was given 0 steps')
  expect(() => layer.forward(zeros([3, 5, 2]), evaluate)).toThrow('with up to 4 steps, but was given [batch, 5, 2]')
})
