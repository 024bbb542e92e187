import { key } from '@thinned/rng'
import { reference } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import * as nn from '../src/index.ts'
import { flattenParams, init, type Layer, linear, plainLayer, relu, sequential } from '../src/index.ts'
import { entriesOf, titled } from './entries.ts'
import type { InitializerCases } from './initializer-cases.ts'

// What holds of every initializer of the folder, over its cases: an entry is found by its file. Keys are fixed and moments are compared
// within 6 standard errors: a right initializer fails one such bound once in 5 · 10^8 tries with a fresh key, and there are fewer than 50.
const SIGMAS = 6

const entries = await entriesOf<InitializerCases>('initializers')

test.each(entries)('$file has cases, and its name is exported', ({ name, cases }) => {
  expect(Object.keys(nn.initializers)).toContain(name)
  expect(Object.keys(cases ?? {})).not.toEqual([])
})

describe.each(titled(entries))('%s', (_, one) => {
  const { make, shape, mean, std, kurtosis, largest, draws = true } = one
  const valuesAt = (name: string, dtype: 'float32' | 'float64' = 'float32') =>
    make().make(key(name), shape, { dtype }).readSync()

  test('moments and range as declared', () => {
    const values = Float64Array.from(valuesAt('moments'))
    const n = values.length
    expect(n).toBeGreaterThanOrEqual(10_000)
    const average = values.reduce((sum, value) => sum + value, 0) / n
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n
    expect(Math.abs(average - mean)).toBeLessThanOrEqual((SIGMAS * std) / Math.sqrt(n))
    expect(Math.abs(variance - std ** 2)).toBeLessThanOrEqual(SIGMAS * std ** 2 * Math.sqrt((kurtosis - 1) / n))
    const furthest = values.reduce((far, value) => Math.max(far, Math.abs(value - mean)), 0)
    if (largest !== undefined) expect(furthest).toBeLessThanOrEqual(Math.fround(largest))
    expect(furthest).toBeGreaterThanOrEqual(std)
  })

  test('values follow from the key, the shape and nothing else', () => {
    expect(valuesAt('same')).toEqual(valuesAt('same'))
    if (draws) expect(valuesAt('same')).not.toEqual(valuesAt('another'))
    expect(valuesAt('same', 'float64')).toBeInstanceOf(Float64Array)
    expect(Array.from(valuesAt('same', 'float64'), Math.fround)).toSatisfy((wide: number[]) => {
      const narrow = valuesAt('same')
      return wide.every((value, i) => Math.abs(value - narrow[i]!) <= 1e-5 * Math.max(std, Math.abs(value)))
    })
  })

  test('in a model they depend on the path alone', () => {
    const holder = (): Layer => ({
      ...plainLayer('holder', 'held'),
      parameters: { weight: { shape: [4, 3], initializer: make() } },
      outputShape: (input) => input,
      forward: (x) => x,
    })
    const valuesIn = (model: Layer) => {
      init(model, key('model'))
      return flattenParams(model.params)['held/weight']!.readSync()
    }
    expect(valuesIn(sequential(linear(2, 2), relu(), holder()))).toEqual(valuesIn(sequential(holder())))
  })

  test('nothing but the parameter is left behind', () => {
    const before = reference.memory().buffers
    const tensor = make().make(key('memory'), [3, 4], { dtype: 'float32' })
    expect(tensor.shape).toEqual([3, 4])
    tensor.dispose()
    expect(reference.memory().buffers).toBe(before)
  })
})
