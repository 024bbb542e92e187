import { flattenParams, init } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { denseNetwork } from './dense-network.ts'

const kinds = (...given: Parameters<typeof denseNetwork>): string[] =>
  Object.values(denseNetwork(...given).children).map(({ kind }) => kind)

test('dropout stands before the linear layers whose keep is below 1, and nowhere else', () => {
  expect(kinds(784, [8, 4], 10, [0.8, 1, 0.5])).toEqual([
    'flatten',
    'dropout',
    'linear',
    'relu',
    'linear',
    'relu',
    'dropout',
    'linear',
  ])
  expect(kinds(784, [8], 10, undefined)).toEqual(['flatten', 'linear', 'relu', 'linear'])
})

test('both networks have the same parameters, and begin with the same weights', async () => {
  const weights = async (keep?: readonly number[]) => {
    const model = denseNetwork(6, [8, 4], 3, keep)
    init(model, key(1))
    const entries = Object.entries(flattenParams(model.params))
    return Promise.all(entries.map(async ([name, tensor]) => [name, await tensor.read()] as const))
  }
  const plain = await weights()
  expect(plain).toHaveLength(6)
  expect(plain[0]![1].some((weight) => weight !== 0)).toBe(true)
  expect(await weights([0.8, 0.5, 0.5])).toEqual(plain)
})
