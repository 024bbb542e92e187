import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { ones } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from './dropout.ts'
import { gaussianDropout } from './gaussian-dropout.ts'

const pass = createPass({ mode: 'train', key: key(7) })

test("the noise is normal: a tenth of it lies beyond each decile, and it has standard dropout's variance", () => {
  const noise = Float64Array.from(
    gaussianDropout({ keep: 0.8 })
      .forward(ones([200, 500]), pass)
      .readSync(),
  )
  const n = noise.length
  const sd = Math.sqrt(0.2 / 0.8)
  // 6 standard deviations of a count with probability 0.1: 6 · √(0.09 / n).
  for (const [quantile, below] of [
    [-1.2815515655446004, 0.1],
    [0, 0.5],
    [1.2815515655446004, 0.9],
  ] as const) {
    const share = noise.filter((value) => value < 1 + sd * quantile).length / n
    expect(Math.abs(share - below)).toBeLessThan(6 * Math.sqrt((below * (1 - below)) / n))
  }
  const bernoulli = Float64Array.from(
    dropout({ keep: 0.8 })
      .forward(ones([200, 500]), pass)
      .readSync(),
  )
  const variance = (values: Float64Array) => values.reduce((sum, value) => sum + (value - 1) ** 2, 0) / n
  expect(variance(noise)).toBeCloseTo(variance(bernoulli), 1)
})
