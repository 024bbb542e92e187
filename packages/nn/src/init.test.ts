import { foldIn, key } from '@thinned/rng'
import { randomNormal, reference, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { disposeParams, flattenParams, init, isInitialized, type Layer, linear, relu, sequential } from './index.ts'

const weightOf = (model: Layer, path: string): Tensor => flattenParams(model.params)[path]!

test('the key of a parameter is folded from the key along its path, segment by segment', () => {
  const model = sequential(sequential(linear(3, 4), { ...relu(), name: 'gate' }, { ...linear(4, 2), name: 'out' }))
  init(model, key(11))
  const place = ['sequential1', 'linear1', 'weight'].reduce(foldIn, key(11))
  const expected = randomNormal(place, [3, 4], { std: Math.sqrt(2 / 3) })
  expect(weightOf(model, 'sequential1/linear1/weight').readSync()).toEqual(expected.readSync())
})

test('a part that has its parameters is never overwritten, and can be joined by hand', () => {
  const encoder = sequential(linear(2, 3))
  init(encoder, key(1))
  const head = linear(3, 1)
  const model = sequential(encoder, head)
  const before = weightOf(encoder, 'linear1/weight').readSync().slice()
  expect(() => init(model, key(9))).toThrow(
    'init was given a model in which sequential1/linear1 has its parameters already',
  )
  expect(weightOf(encoder, 'linear1/weight').readSync()).toEqual(before)
  expect(isInitialized(model)).toBe(false)
  init(head, foldIn(key(9), 'linear1'))
  expect(isInitialized(model)).toBe(true)
})

test('a layer with parameters has one place in a model', () => {
  const shared = linear(2, 2)
  const before = reference.memory().buffers
  expect(() => init(sequential(shared, relu(), sequential(shared)), key(0))).toThrow(
    'the layer at sequential1/linear1 is the one at linear1',
  )
  expect(reference.memory().buffers).toBe(before)
  const same = relu()
  init(sequential(linear(2, 2), same, linear(2, 2), same), key(0))
})

test('after a failure nothing is left behind, and init can be called again', () => {
  let fails = true
  const weight = {
    name: 'sometimes',
    make: (
      ...[at, shape, options]: Parameters<ReturnType<typeof linear>['parameters'][string]['initializer']['make']>
    ) => {
      if (fails) throw new Error('not now')
      return randomNormal(at, shape, options)
    },
  }
  const model = sequential(linear(2, 2), linear(2, 2, { weight }))
  const before = reference.memory().buffers
  expect(() => init(model, key(0))).toThrow('not now')
  expect(reference.memory().buffers).toBe(before)
  fails = false
  init(model, key(0))
  expect(isInitialized(model)).toBe(true)
  disposeParams(model)
  expect(isInitialized(model)).toBe(false)
  init(model, key(0))
})
