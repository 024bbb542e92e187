import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { ones, reshape } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from './dropout.ts'
import { lockedDropout } from './locked-dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })

test('every time step has the mask of the first, which is that of dropout on one step', () => {
  const out = lockedDropout({ keep: 0.5 })
    .forward(ones([3, 6, 4]), train)
    .readSync()
  const step = dropout({ keep: 0.5 })
    .forward(reshape(ones([3, 4]), [3, 1, 4]), train)
    .readSync()
  out.forEach((value, i) => {
    const [example, feature] = [Math.floor(i / 24), i % 4]
    expect(value).toBe(step[example * 4 + feature])
  })
})

test('what is no sequence is refused', () => {
  expect(() => lockedDropout({ keep: 0.5 }).forward(ones([3, 4]), train)).toThrow(
    'lockedDropout takes [batch, time, features], but was given [3, 4]. For [batch, features] use dropout.',
  )
})
