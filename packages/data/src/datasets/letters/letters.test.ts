import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { fingerprint } from '../../dataset/fingerprint.ts'
import { digits } from '../digits/digits.ts'
import { letters } from './letters.ts'

test('the generator is frozen: the first images of two keys', () => {
  expect(fingerprint(letters({ size: 160, key: key(0) }))).toBe('94f93597426d89ada90c4bbb565bb8f6')
  expect(fingerprint(letters({ size: 32, key: key(7), start: 1000 }))).toBe('a56c736dcf8b1905d035e06fbf0f2003')
})

test('a letter is a function of the key and its number alone', () => {
  const whole = letters({ size: 60, key: key(3) })
  const part = letters({ size: 25, key: key(3), start: 30 })
  expect(part.inputs.data).toEqual(whole.inputs.data.slice(30 * 784, 55 * 784))
  expect(part.targets.data).toEqual(whole.targets.data.slice(30, 55))
  expect(letters({ size: 60, key: key(4) }).inputs.data).not.toEqual(whole.inputs.data)
})

test('no letter that a hand may write as a digit, and sixteen in a row hold each once', () => {
  const { targets, classes, classNames, name } = letters({ size: 320, key: key(11) })
  expect([classes, classNames.join(''), name]).toEqual([16, 'AEFHKLMNPRTUVWXY', 'letters'])
  for (let i = 0; i < 320; i += 16) expect(new Set(targets.data.subarray(i, i + 16)).size).toBe(16)
})

test('the images are like those of digits: in the same box, with as much ink, in multiples of 1/255', () => {
  const size = 1600
  const inks = [letters, digits].map((make) => {
    const { inputs } = make({ size, key: key(11) })
    expect(inputs.shape).toEqual([size, 28, 28, 1])
    expect(
      inputs.data.every((value) => value >= 0 && value <= 1 && Math.fround(Math.round(value * 255) / 255) === value),
    ).toBe(true)
    const means = Array.from({ length: size }, (_, i) => {
      const image = inputs.data.subarray(784 * i, 784 * (i + 1))
      return image.reduce((sum, value) => sum + value, 0)
    })
    expect(Math.min(...means)).toBeGreaterThan(10)
    expect(Math.max(...means)).toBeLessThan(400)
    return means.reduce((sum, value) => sum + value, 0) / size
  })
  expect(inks[0]! / inks[1]!).toBeGreaterThan(0.9)
  expect(inks[0]! / inks[1]!).toBeLessThan(1.25)
})

test('sizes that are none are refused', () => {
  expect(() => letters({ size: -1, key: key(0) })).toThrow('letters was given size -1; it takes an integer from 0.')
  expect(() => letters({ size: 1, key: key(0), start: 16 * 2 ** 32 })).toThrow(
    'letters was given start 68719476736; letters are numbered from 0 to 68719476735.',
  )
})
