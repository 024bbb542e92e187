import { createPass } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { ones, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { alphaDropout } from './alpha-dropout.ts'
import { featureAlphaDropout } from './feature-alpha-dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })

test('a channel is moved as a whole, and where it is one element it is alpha dropout', () => {
  const out = featureAlphaDropout({ keep: 0.5 })
    .forward(ones([5, 3, 2, 4]), train)
    .readSync()
  for (let example = 0; example < 5; example++)
    for (let channel = 0; channel < 4; channel++)
      expect(new Set(Array.from({ length: 6 }, (_, i) => out[(example * 6 + i) * 4 + channel])).size).toBe(1)
  const single = tensor(normal(key(1), 40), { shape: [5, 1, 8] })
  expect(featureAlphaDropout({ keep: 0.5 }).forward(single, train).readSync()).toEqual(
    alphaDropout({ keep: 0.5 }).forward(single, train).readSync(),
  )
  expect(() => featureAlphaDropout({ keep: 0.5 }).forward(ones([2, 3]), train)).toThrow('featureAlphaDropout takes')
})
