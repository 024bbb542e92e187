import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { isNdArray, listArrays, mapArrays, type NdArray } from './arrays.ts'
import { asSource } from './data-source.ts'
import { countExamples, type Dataset } from './dataset.ts'
import { fingerprint } from './fingerprint.ts'
import { splitDataset } from './split.ts'
import { take } from './take.ts'

const text = { data: Int32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] }
const age = { data: Float32Array.of(31, 64, 7), shape: [3] }
const weights = { data: Float32Array.of(1, 0.5, 2), shape: [3] }
const people = {
  name: 'people',
  inputs: { text, age },
  targets: { height: { data: Float32Array.of(1.7, 1.8, 1.2), shape: [3, 1] } },
  weights,
}

test('one array is told from several, even where one of these is called data', () => {
  expect([isNdArray(text), isNdArray({ text }), isNdArray({ data: text, shape: age })]).toEqual([true, false, false])
  expect(listArrays({ text, age })).toEqual([age, text])
  expect(mapArrays(text, (array, name) => [array, name])).toEqual([text, undefined])
  expect(mapArrays({ text, age }, ({ shape }, name) => [name, shape.length])).toEqual({
    age: ['age', 1],
    text: ['text', 2],
  })
})

test('take and split go through every array, by name, and the weights', () => {
  const taken = take(people, [2, 0])
  expect(taken.inputs.text).toEqual({ data: Int32Array.of(5, 6, 1, 2), shape: [2, 2] })
  expect(taken.inputs.age.data).toEqual(Float32Array.of(7, 31))
  expect(taken.targets.height).toEqual({ data: Float32Array.of(1.2, 1.7), shape: [2, 1] })
  expect(taken.weights).toEqual({ data: Float32Array.of(2, 1), shape: [2] })
  const { a, b } = splitDataset(people, { a: 2, b: 1 }, key(1))
  expect([...a.inputs.age.data, ...b.inputs.age.data].sort((x, y) => x - y)).toEqual([7, 31, 64])
  expect(countExamples(a)).toBe(2)
  const uneven = { ...people, weights: { data: Float32Array.of(1, 2), shape: [2] } }
  expect(() => countExamples(uneven)).toThrow('The arrays of people have 3 and 2 rows; axis 0 of inputs')
})

test('a fingerprint notices names, kinds, weights and every array, and not the order of names', () => {
  const print = fingerprint(people)
  expect(fingerprint({ ...people, inputs: { age, text } })).toBe(print)
  const { weights: _, ...unweighted } = people
  const changed = (array: NdArray, at: number, value: number) =>
    ({ ...array, data: array.data.with(at, value) }) as NdArray
  const others: Dataset<Record<string, NdArray>, Record<string, NdArray>>[] = [
    unweighted,
    { ...people, weights: changed(weights, 2, 3) as NdArray<Float32Array> },
    { ...people, inputs: { words: text, age } },
    { ...people, inputs: { text: changed(text, 5, 7), age } },
    { ...people, inputs: { text, age: changed(age, 0, 32) } },
    { ...people, inputs: { text: { ...text, data: new Float32Array(text.data.buffer) }, age } },
    { ...people, targets: { weight: people.targets.height } },
  ]
  expect(new Set([print, ...others.map(fingerprint)]).size).toBe(8)
})

test('a data set is a source that fetches its rows, and a source is itself', async () => {
  const source = asSource(people)
  expect(source).toMatchObject({
    name: 'people',
    size: 3,
    inputShape: { age: [], text: [2] },
    targetShape: { height: [1] },
  })
  expect(source.fingerprint).toBe(fingerprint(people))
  expect(await source.fetch([1])).toEqual(take(people, [1]))
  expect(asSource(source)).toBe(source)
  await expect(source.fetch([3])).rejects.toThrow('Index 0 is 3')
})
