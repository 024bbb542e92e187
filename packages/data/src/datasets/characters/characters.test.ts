import { foldIn, key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { fingerprint } from '../../dataset/fingerprint.ts'
import { characterTask } from './character-task.ts'
import { characterWindows } from './character-windows.ts'
import { TALES_CHARACTERS, tales } from './tales.ts'
import { vocabularyOf } from './vocabulary.ts'

const long = tales({ size: 200_000, key: key(1) })

test('tales are frozen, follow from the key, and a shorter text begins a longer one', () => {
  expect(tales({ size: 80, key: key(0) })).toBe(
    'the hungry goat that leads the old snail sees the dog. one farmer, two farmers. ',
  )
  const { train } = characterTask({ size: 5000, time: 50, key: foldIn(key(0), 'tales') })
  expect(fingerprint(train)).toBe('357ceec18639d82fdb38b04bf8d7bfc2')
  expect(tales({ size: 1234, key: key(1) })).toBe(long.slice(0, 1234))
  expect(tales({ size: 100, key: key(2) })).not.toBe(long.slice(0, 100))
  expect(tales({ size: 0, key: key(2) })).toBe('')
  expect(() => tales({ size: 0.5, key: key(2) })).toThrow('tales was given size 0.5; it takes an integer from 0.')
})

test('the grammar is kept: characters, closed quotes, verbs that agree, counts that go on', () => {
  expect([...new Set(long)].sort().join('')).toBe(TALES_CHARACTERS)
  const sentences = long.split(/[.] |[.]\n/).slice(0, -1)
  for (const sentence of sentences) {
    expect(sentence.split('"')).toHaveLength(sentence.includes('"') ? 3 : 1)
    if (sentence.startsWith('one ')) expect(sentence).toMatch(/^one (\w+), two \1s(?:, three \1s)?(?:, four \1s)?$/)
    else
      expect(sentence).toMatch(
        /^the (?:\w+ )?\w+[^s] (?:that )?\w+s|^(?:the|some|two|three) (?:\w+ )?\w+s (?:that )?\w+[^s]\b/,
      )
  }
})

test('a vocabulary numbers the characters of a text, and takes texts apart and together', () => {
  const { characters, encode, decode, size } = vocabularyOf('bé🎲ab')
  expect([characters, size]).toEqual([['a', 'b', 'é', '🎲'], 4])
  expect(encode('🎲a')).toEqual(Int32Array.of(3, 0))
  expect(decode(encode('béa🎲'))).toBe('béa🎲')
  expect(() => encode('abc')).toThrow('Character 2 of the text, "c", is not in the vocabulary "abé🎲".')
  expect(() => decode([0, 4])).toThrow('Number 1 is 4; the vocabulary has 4 characters')
  expect(() => vocabularyOf('')).toThrow('The text of the vocabulary is empty')
})

test('windows hold what follows, and those that overlap are asked for', () => {
  const vocabulary = vocabularyOf('abcdefgh')
  const { inputs, targets, classes } = characterWindows('abcdefgh', { vocabulary, time: 3, stride: 2 })
  expect([inputs, targets, classes]).toEqual([
    { data: Int32Array.of(0, 1, 2, 2, 3, 4, 4, 5, 6), shape: [3, 3] },
    { data: Int32Array.of(1, 2, 3, 3, 4, 5, 5, 6, 7), shape: [3, 3] },
    8,
  ])
  expect(characterWindows('abcdefg', { vocabulary, time: 3 }).inputs.shape).toEqual([2, 3])
  expect(characterWindows('abcdef', { vocabulary, time: 3 }).inputs.shape).toEqual([1, 3])
  expect(() => characterWindows('abc', { vocabulary, time: 3 })).toThrow(
    'given 3 characters for windows of 3; there must be at least 4',
  )
  expect(() => characterWindows('abc', { vocabulary, time: 0 })).toThrow(
    'characterWindows was given time 0; it takes an integer from 1.',
  )
  expect(() => characterWindows('abc', { vocabulary, time: 1, stride: 0 })).toThrow(
    'characterWindows was given stride 0; it takes an integer from 1.',
  )
})

test('training and validation share no position', () => {
  const { train, validation, vocabulary } = characterTask({ size: 1000, time: 33, validation: 0.25, key: key(1) })
  const last = (values: Int32Array) => vocabulary.decode(values.subarray(-33))
  const cut = 750
  const windows = Math.floor((cut - 1) / 33)
  expect(train.inputs.shape).toEqual([windows, 33])
  expect(last(train.targets.data)).toBe(long.slice(windows * 33 - 32, windows * 33 + 1))
  expect(windows * 33 + 1).toBeLessThanOrEqual(cut)
  expect(vocabulary.decode(validation.inputs.data.subarray(0, 33))).toBe(long.slice(cut, cut + 33))
  expect(() => characterTask({ size: 1000, time: 10, validation: 1, key: key(0) })).toThrow(
    'characterTask was given validation 1; it takes a number above 0 and below 1.',
  )
})
