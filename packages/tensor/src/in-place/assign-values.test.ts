import { expect, test } from 'vitest'
import { assignValues, gather, mul, slice, softmaxCrossEntropy, tensor, zeros } from '../index.ts'

const labels = () => zeros([2], { dtype: 'int32' })

test('the elements are those of the array, also of integers, whose bounds are known', () => {
  const [x, y] = [zeros([2, 2]), labels()]
  assignValues(x, Float32Array.of(1, 2, 3, 4))
  assignValues(y, Int32Array.of(1, 0))
  expect([...x.readSync(), ...y.readSync()]).toEqual([1, 2, 3, 4, 1, 0])
  const before = softmaxCrossEntropy(x, tensor([1, 0], { dtype: 'int32' })).readSync()
  expect(softmaxCrossEntropy(x, y).readSync()).toEqual(before)
  expect([...gather(x, y).readSync()]).toEqual([3, 4, 1, 2])
})

test('integers out of their bounds are refused as they are in a new tensor', () => {
  const [x, y] = [zeros([2, 2]), labels()]
  assignValues(y, Int32Array.of(0, 1))
  for (const [given, sentence] of [
    [[0, 2], 'Label 1 is 2'],
    [[-1, 1], 'Label 0 is -1'],
  ] as const) {
    assignValues(y, Int32Array.from(given))
    expect(() => softmaxCrossEntropy(x, y)).toThrow(sentence)
    expect(() => gather(x, y)).toThrow(`was given the index`)
  }
})

test('what does not fit is refused', () => {
  expect(() => assignValues(labels(), Float32Array.of(1, 2))).toThrow('it takes a typed array of int32 with 2 elements')
  expect(() => assignValues(labels(), Int32Array.of(1))).toThrow('it takes a typed array of int32 with 2 elements')
  expect(() => assignValues(slice(labels(), 0, 0, 1), Int32Array.of(1))).toThrow('which is a view or has a history')
  const product = mul(tensor([1], { requiresGrad: true }), 2)
  expect(() => assignValues(product, Float32Array.of(1))).toThrow('which is a view or has a history')
})
