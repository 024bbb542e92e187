import { createPass, type Layer } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { add, backward, mul, ones, relu, reshape, sub, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { alphaMap, SATURATION } from '../src/kit/alpha-layer.ts'
import { alphaDropout } from '../src/variants/alpha-dropout.ts'
import { channelDropout } from '../src/variants/channel-dropout.ts'
import { dropPath } from '../src/variants/drop-path.ts'
import { dropout } from '../src/variants/dropout.ts'
import { lockedDropout } from '../src/variants/locked-dropout.ts'

const pass = createPass({ mode: 'train', key: key(3) })
const draws = Float64Array.from(normal(key('x'), 60 * 8))
const values = (shape: readonly number[]): Tensor => tensor(draws, { shape })
const close = (a: Tensor, b: Tensor): void => {
  const other = b.readSync()
  a.readSync().forEach((value, i) => void expect(value).toBeCloseTo(other[i]!, 12))
}

test('of one channel, channel dropout is drop path, and locked dropout too: an example stays whole or goes', () => {
  const image = values([60, 2, 4, 1])
  const dropped = dropPath({ keep: 0.6 }).forward(image, pass).readSync()
  expect(channelDropout({ keep: 0.6 }).forward(image, pass).readSync()).toEqual(dropped)
  const sequence = reshape(image, [60, 8, 1])
  expect(lockedDropout({ keep: 0.6 }).forward(sequence, pass).readSync()).toEqual(dropped)
})

test('of one element to an example all of them are standard dropout', () => {
  const x = values([480, 1])
  const standard = dropout({ keep: 0.6 }).forward(x, pass).readSync()
  expect(dropPath({ keep: 0.6 }).forward(x, pass).readSync()).toEqual(standard)
  for (const layer of [channelDropout({ keep: 0.6 }), lockedDropout({ keep: 0.6 })])
    expect(layer.forward(reshape(x, [480, 1, 1]), pass).readSync()).toEqual(standard)
})

test.each([0.3, 0.5, 0.9])('alpha dropout is standard dropout measured from the saturation: keep %f', (keep) => {
  // a·(m·x + (1 − m)·α′) + b = a·keep·((x − α′)·m/keep) + a·α′ + b, with the same masks.
  const { a, dropped } = alphaMap(keep)
  const x = relu(values([60, 8]))
  const standard = dropout({ keep }).forward(sub(x, SATURATION), pass)
  close(alphaDropout({ keep }).forward(x, pass), add(mul(standard, a * keep), dropped))
})

test('on relu: alpha dropout drops what standard dropout drops, and keeps less of the mean, all of it only at keep 1', () => {
  for (const keep of [0.3, 0.5, 0.9]) {
    const { a, b, dropped } = alphaMap(keep)
    const slopes = (layer: Layer): Float64Array => {
      const x = tensor(relu(values([60, 8])).readSync(), { shape: [60, 8], requiresGrad: true })
      return backward(sum(layer.forward(x, pass)), x).readSync() as Float64Array
    }
    const [alpha, standard] = [slopes(alphaDropout({ keep })), slopes(dropout({ keep }))]
    expect(alpha.map((slope) => Number(slope !== 0))).toEqual(standard.map((slope) => Number(slope !== 0)))
    // The mean over both fates of an element x is a·keep·x, where standard dropout's is x.
    for (const value of [0, 0.5, 3])
      expect(keep * (a * value + b) + (1 - keep) * dropped).toBeCloseTo(a * keep * value, 12)
    expect(a * keep).toBeLessThan(1)
  }
  expect(alphaMap(1)).toEqual({ a: 1, b: expect.closeTo(0, 12), dropped: SATURATION })
  expect(
    alphaDropout({ keep: 1 })
      .forward(ones([3]), pass)
      .readSync(),
  ).toEqual(
    dropout({ keep: 1 })
      .forward(ones([3]), pass)
      .readSync(),
  )
})
