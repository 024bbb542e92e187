import { expect, it, test } from 'vitest'
import { number, object, options, record, ThinnedError, withDefault } from './index.ts'

const read = options('adam', ThinnedError, { learningRate: withDefault(number(), 0.001) })
const others = [
  new Map([['learningRate', 1]]),
  new Set([1]),
  Promise.resolve({ learningRate: 1 }),
  new Date(0),
  /a/,
  new URL('file:///a'),
]

it.each(others)('%o is no object of names: its defaults would stand in silence', (given) => {
  expect(() => read(given)).toThrow('as its options; they are an object { learningRate }.')
  expect(() => record(number()).read(given, 'x')).toThrow('it takes an object.')
  expect(() => object({}).read(given, 'x')).toThrow('it takes an object')
})

test('instances, and objects without a prototype, are', () => {
  class Settings {
    learningRate = 1
  }
  expect(read(new Settings())).toEqual({ learningRate: 1 })
  expect(read(Object.assign(Object.create(null), { learningRate: 1 }))).toEqual({ learningRate: 1 })
})
