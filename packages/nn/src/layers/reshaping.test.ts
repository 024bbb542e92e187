import { tensor } from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import { createPass, type Layer, linear, permute, reshape, sequential } from '../index.ts'

const pass = createPass({ mode: 'evaluate' })
const x = tensor(
  Float32Array.from({ length: 12 }, (_, i) => i),
  { shape: [2, 2, 3] },
)

test('reshape keeps the order of elements, permute turns them', () => {
  expect(reshape([3, 2]).forward(x, pass).readSync()).toEqual(x.readSync())
  const turned = permute([1, 0]).forward(x, pass)
  expect(turned.shape).toEqual([2, 3, 2])
  expect(turned.readSync()).toEqual(Float32Array.of(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11))
})

test('reshape tells its width, and what cannot be is refused', () => {
  expectTypeOf(reshape([3, 2])).toEqualTypeOf<Layer<'any', 2>>()
  expectTypeOf(reshape([3, -1])).toEqualTypeOf<Layer<'any', 'any'>>()
  expectTypeOf(reshape([] as number[])).toEqualTypeOf<Layer<'any', 'any'>>()
  // @ts-expect-error: rows of 2 meet a layer that takes 3
  sequential(reshape([3, 2]), linear(3, 1))
  for (const wrong of [[-1, -1], [0], [1.5], [-2]]) expect(() => reshape(wrong)).toThrow(`[${wrong.join(', ')}]`)
  for (const wrong of [[1], [0, 0], [0, 2], [1.5, 0]]) expect(() => permute(wrong)).toThrow(`[${wrong.join(', ')}]`)
})
