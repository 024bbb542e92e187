import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { spirals, twoMoons } from '../generators/index.ts'
import { splitDataset, splitRows, stratifiedSample } from './split.ts'

const moons = twoMoons({ size: 101, noise: 0, key: key(1) })

test('parts do not overlap, have their sizes, and follow from the key', () => {
  const { a, b } = splitDataset(moons, { a: 60, b: 41 }, key(2))
  const rows = [a, b].flatMap(({ inputs }) =>
    Array.from({ length: inputs.shape[0]! }, (_, i) => `${inputs.data[2 * i]},${inputs.data[2 * i + 1]}`),
  )
  expect(new Set(rows).size).toBe(101)
  expect([a.inputs.shape, b.targets.shape]).toEqual([[60, 2], [41]])
  expect(splitDataset(moons, { a: 60, b: 41 }, key(2)).a).toEqual(a)
  expect(splitDataset(moons, { a: 60 }, key(3)).a.inputs).not.toEqual(a.inputs)
  expect(splitDataset(moons, { a: 0.5, b: 0.25 }, key(2)).b.inputs.shape).toEqual([25, 2])
  expect(() => splitDataset(moons, { a: 60, b: 42 }, key(2))).toThrow(
    'The parts ask for 102 examples; two moons has 101.',
  )
  expect(() => splitDataset(moons, { a: 0.5, b: 3 }, key(2))).toThrow('The part b was given the size 3')
})

test.each([
  [101, [0.5, 0.5], [51, 50]],
  [10, [0.75, 0.25], [8, 2]],
  [10, [0.85, 0.15], [9, 1]],
  [3, [0.8, 0.1, 0.1], [2, 1, 0]],
  [1000, [0.15, 0.05, 0.8], [150, 50, 800]],
  [10, [0.5, 0.25], [5, 3]],
])('%i examples in fractions %j are %j', (size, fractions, counts) => {
  const parts = splitDataset(
    twoMoons({ size, key: key(1) }),
    Object.fromEntries(fractions.map((f, i) => [`p${i}`, f])),
    key(2),
  )
  expect(Object.values(parts).map(({ inputs }) => inputs.shape[0])).toEqual(counts)
})

test('fractions of more than the whole are refused', () => {
  expect(() => splitDataset(moons, { a: 0.5, b: 0.501 }, key(2))).toThrow(
    'The parts ask for 1.001 of all examples; fractions add up to 1 at most.',
  )
})

test('a stratified sample keeps the shares of the classes', () => {
  const set = spirals({ size: 90, classes: 3, key: key(4) })
  for (const size of [0, 1, 45, 46, 90]) {
    const counts = [0, 0, 0]
    for (const label of stratifiedSample(set, size, key(5)).targets.data) counts[label]!++
    expect(counts.reduce((sum, count) => sum + count)).toBe(size)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  }
  const labels = set.targets.data.with(7, -1) as Int32Array
  expect(() => stratifiedSample({ ...set, targets: { ...set.targets, data: labels } }, 9, key(5))).toThrow(
    'Label 7 of spirals is -1; with 3 classes labels are the integers from 0 to 2.',
  )
  expect(() => stratifiedSample(set, 91, key(5))).toThrow('stratifiedSample was asked for 91 examples; spirals has 90.')
})

test('moons and spirals lie where they should', () => {
  for (let i = 0; i < 101; i++) {
    const [x, y] = [moons.inputs.data[2 * i]!, moons.inputs.data[2 * i + 1]!]
    const upper = moons.targets.data[i] === 0
    expect(upper ? x ** 2 + y ** 2 : (1 - x) ** 2 + (0.5 - y) ** 2).toBeCloseTo(1, 5)
    expect(upper ? y >= -1e-6 : y <= 0.5 + 1e-6).toBe(true)
  }
  expect(() => spirals({ size: 3, classes: 1, key: key(0) })).toThrow(
    'spirals was given classes 1; it takes an integer from 2.',
  )
  expect(() => twoMoons({ size: 3, noise: -1, key: key(0) })).toThrow(
    'twoMoons was given noise -1; it takes a number from 0.',
  )
})

test('a single 1 among zeros, which may be one row or all, is refused; in any other company it is a count', () => {
  for (const sizes of [{ train: 1, test: 0 }, { train: 1 }, { a: 0, b: 1, c: 0 }])
    expect(() => splitDataset(moons, sizes as Record<string, number>, key(1))).toThrow(
      'where 1 may be one row or all of them. Write ',
    )
  const counts = (sizes: Record<string, number>, rows = 101) =>
    Object.values(splitRows(rows, sizes, key(1))).map(({ length }) => length)
  expect(counts({ a: 1, b: 1 })).toEqual([1, 1])
  expect(counts({ a: 1, b: 100 })).toEqual([1, 100])
  expect(counts({ a: 101, b: 0 })).toEqual([101, 0])
  expect(counts({ a: 0.5, b: 0.5, c: 0 })).toEqual([51, 50, 0])
  expect(counts({ a: 1, b: 0 }, 1)).toEqual([1, 0])
  expect(counts({ a: 0 })).toEqual([0])
})
