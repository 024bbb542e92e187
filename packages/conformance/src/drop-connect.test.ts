import { dropConnect } from '@thinned/dropout'
import { init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { predict } from '@thinned/train'
import { expect, test } from 'vitest'

const SAMPLES = 2000
const inputs = { shape: [4, 64], data: normal(key(2), 4 * 64) }

/** A layer of dropConnect, a relu and a sum of its units, with the same weights each time. */
function network(sampling: 'masks' | 'moments'): Layer {
  const model = sequential(dropConnect(linear(64, 32), { keep: 0.5, sampling }), relu(), linear(32, 1))
  init(model, key(1))
  return model
}

test('predict over draws of the moments agrees with predict over masks, and the mean weights do not', async () => {
  const task = 'regression' as const
  const [masks, moments] = await Promise.all(
    (['masks', 'moments'] as const).map((sampling) =>
      predict(network(sampling), inputs, { task, samples: SAMPLES, key: key(3) }),
    ),
  )
  const full = await predict(network('masks'), inputs, { task })
  const errors = [...masks!.variance.data].map((variance, i) =>
    Math.sqrt((variance + moments!.variance.data[i]!) / SAMPLES),
  )
  const distances = (to: ArrayLike<number>) => errors.map((error, i) => Math.abs(masks!.mean.data[i]! - to[i]!) / error)
  // Six standard errors for four examples: a false alarm once in 10^8 keys.
  for (const distance of distances(moments!.mean.data)) expect(distance).toBeLessThan(6)
  expect(Math.max(...distances(full.mean.data))).toBeGreaterThan(6)
  // A ratio of two variances of nearly normal numbers is off by √(4 / SAMPLES), 0.045.
  for (const [i, variance] of masks!.variance.data.entries())
    expect(Math.abs(moments!.variance.data[i]! / variance - 1)).toBeLessThan(6 * Math.sqrt(4 / SAMPLES))
})
