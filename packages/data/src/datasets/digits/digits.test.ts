import { foldIn, key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { fingerprint } from '../../dataset/fingerprint.ts'
import { digits } from './digits.ts'

test('the generator is frozen: the first images of two keys', () => {
  expect(fingerprint(digits({ size: 200, key: key(0) }))).toBe('3442c78d8c9e3397b87511a0e100f663')
  expect(fingerprint(digits({ size: 50, key: foldIn(key(7), 'digits'), start: 1000 }))).toBe(
    'd24cac01075f19337ed5296031bd0194',
  )
})

test('a digit is a function of the key and its number alone', () => {
  const whole = digits({ size: 60, key: key(3) })
  const part = digits({ size: 25, key: key(3), start: 30 })
  expect(part.inputs.data).toEqual(whole.inputs.data.slice(30 * 784, 55 * 784))
  expect(part.targets.data).toEqual(whole.targets.data.slice(30, 55))
})

test('every image has ink inside its border, in [0, 1], and ten in a row hold each class once', () => {
  const { inputs, targets, classes } = digits({ size: 3000, key: key(11) })
  expect(classes).toBe(10)
  expect(inputs.shape).toEqual([3000, 28, 28, 1])
  for (let i = 0; i < 3000; i++) {
    const image = inputs.data.subarray(784 * i, 784 * (i + 1))
    const ink = image.reduce((sum, value) => sum + value, 0)
    expect(ink).toBeGreaterThan(10)
    expect(ink).toBeLessThan(400)
    expect(image.every((value) => value >= 0 && value <= 1)).toBe(true)
  }
  for (let i = 0; i < 3000; i += 10) expect(new Set(targets.data.subarray(i, i + 10)).size).toBe(10)
})

test('sizes that are none are refused', () => {
  expect(() => digits({ size: -1, key: key(0) })).toThrow('digits was given size -1; it takes an integer from 0.')
  expect(() => digits({ size: 1, key: key(0), start: 0.5 })).toThrow(
    'digits was given start 0.5; it takes an integer from 0.',
  )
  expect(digits({ size: 0, key: key(0) }).inputs.shape).toEqual([0, 28, 28, 1])
})
