import { createPass, embedding, init, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, dropoutMask, mul, ones, randomNormal, sum, type Tensor, tensor, where } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from './dropout.ts'
import { wordDropout } from './word-dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })
const keyless = createPass({ mode: 'train' })
const tokens = tensor(
  Int32Array.from({ length: 60 }, (_, i) => 2 + (i % 9)),
  { shape: [6, 10] },
)

test.each([[[60]], [[6, 10]], [[3, 4, 5]]])('tokens %j that the mask drops are the unknown word', (shape) => {
  const words = tensor(tokens.readSync(), { shape })
  const actual = wordDropout({ keep: 0.6, unknown: 1 }).forward(words, train)
  const mask = dropoutMask(words, { key: train.at('mask').key, keep: 0.6 }).readSync()
  expect([actual.shape, actual.dtype]).toEqual([shape, 'int32'])
  expect(actual.readSync()).toEqual(words.readSync().map((word, i) => (mask[i] ? word : 1)))
  expect(mask).toContain(0)
})

test('tokens that are to stay always do; at keep 0 they alone, and nothing is drawn', () => {
  const layer = wordDropout({ keep: 0.2, unknown: 0, always: [2, 5] })
  const actual = layer.forward(tokens, train).readSync()
  const bare = wordDropout({ keep: 0.2, unknown: 0 }).forward(tokens, train).readSync()
  tokens.readSync().forEach((word, i) => {
    expect(actual[i]).toBe(word === 2 || word === 5 ? word : bare[i])
  })
  expect(bare.filter((word, i) => word === 0 && [2, 5].includes(tokens.readSync()[i]!)).length).toBeGreaterThan(4)
  const none = wordDropout({ keep: 0, unknown: 3, always: [2] }).forward(tokens, keyless)
  expect(none.readSync()).toEqual(tokens.readSync().map((word) => (word === 2 ? 2 : 3)))
})

test('the row of the unknown word gets the gradient of all places that it took', () => {
  const model = sequential(wordDropout({ keep: 0.5, unknown: 1 }), embedding(11, 2))
  init(model, key(1))
  const { weight } = (model.params as { embedding1: { weight: Tensor } }).embedding1
  const gradient = backward(sum(model.forward(tokens, train)), weight).readSync()
  const words = wordDropout({ keep: 0.5, unknown: 1 }).forward(tokens, train.at('wordDropout1')).readSync()
  for (let word = 0; word < 11; word++) expect(gradient[2 * word]).toBe(words.filter((each) => each === word).length)
  expect(gradient[2]).toBeGreaterThan(15)
})

test('where the unknown word is a row of zeros it is dropout of whole words, unscaled', () => {
  const rows = randomNormal(key('rows'), [11, 3], { dtype: 'float64' })
  const known = tensor(
    Uint8Array.from({ length: 11 }, (_, word) => (word === 1 ? 0 : 1)),
    { shape: [11, 1] },
  )
  const weight = where(known, rows, 0)
  const table = embedding(11, 3)
  const words = wordDropout({ keep: 0.8, unknown: 1 }).forward(tokens, train)
  const actual = table.forward(words, train, { weight }).readSync()
  const whole = dropout({ keep: 0.8, sharedAxes: [-1] }).forward(table.forward(tokens, train, { weight }), train)
  mul(whole, 0.8)
    .readSync()
    .forEach((value, i) => {
      expect(actual[i]).toBeCloseTo(value, 14)
    })
})

test('what is no token is refused', () => {
  expect(() => wordDropout({ keep: 0.5, unknown: -1 })).toThrow('wordDropout was given unknown -1')
  expect(() => wordDropout({ keep: 0.5, unknown: 1, always: [0.5] })).toThrow('always[0] 0.5')
  expect(() => wordDropout({ keep: 0.5 } as never)).toThrow(
    'wordDropout was given no unknown; it takes an integer from 0',
  )
  expect(() => wordDropout({ keep: 0.5, unknown: 1 }).forward(ones([2]), train)).toThrow(
    'takes int32 tokens [batch, …], but was given Tensor float32 [2] on reference. Put it before the embedding.',
  )
})
