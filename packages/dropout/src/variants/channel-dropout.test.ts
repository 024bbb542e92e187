import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { ones, type Shape } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { channelDropout } from './channel-dropout.ts'
import { dropout } from './dropout.ts'
import { lockedDropout } from './locked-dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })

test.each([[[4, 5, 8]], [[4, 3, 5, 8]], [[4, 2, 3, 5, 8]]])(
  'a channel of %j is kept or dropped as a whole',
  (shape: Shape) => {
    const out = channelDropout({ keep: 0.5 }).forward(ones(shape), train).readSync()
    const [batch, channels] = [shape[0]!, shape.at(-1)!]
    const places = out.length / batch / channels
    const seen = new Set<number>()
    for (let example = 0; example < batch; example++) {
      for (let channel = 0; channel < channels; channel++) {
        const own = Array.from({ length: places }, (_, place) => out[(example * places + place) * channels + channel])
        expect(new Set(own).size).toBe(1)
        seen.add(own[0]!)
      }
    }
    expect(seen).toEqual(new Set([0, 2]))
  },
)

test('inputs without spatial axes, and with more than three, are refused', () => {
  for (const shape of [
    [4, 8],
    [1, 2, 3, 4, 5, 6],
  ])
    expect(() => channelDropout({ keep: 0.5 }).forward(ones(shape), train)).toThrow(
      'channelDropout takes [batch, one to three spatial axes, channels], but was given',
    )
})

test('where every channel is one element it is standard dropout, and over time it is locked dropout', () => {
  const single = ones([6, 1, 1, 8])
  expect(channelDropout({ keep: 0.7 }).forward(single, train).readSync()).toEqual(
    dropout({ keep: 0.7 }).forward(single, train).readSync(),
  )
  const sequence = ones([6, 5, 8])
  expect(channelDropout({ keep: 0.7 }).forward(sequence, train).readSync()).toEqual(
    lockedDropout({ keep: 0.7 }).forward(sequence, train).readSync(),
  )
})
