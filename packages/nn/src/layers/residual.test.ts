import { key } from '@thinned/rng'
import { add, randomNormal } from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import { createPass, flatten, init, type Layer, linear, relu, residual, sequential, summary } from '../index.ts'

const pass = createPass({ mode: 'evaluate' })

test('residual adds its layers to their input, by the keys and paths of sequential', () => {
  const layers = () => [linear(4, 8), relu(), linear(8, 4)] as const
  const [plain, added] = [sequential(...layers()), residual(...layers())]
  init(plain, key(1))
  init(added, key(1))
  const x = randomNormal(key(2), [3, 4])
  expect(added.forward(x, pass).readSync()).toEqual(add(x, plain.forward(x, pass)).readSync())
  expect(Object.keys(added.params)).toEqual(['linear1', 'linear2'])
  expect(summary(sequential(added), [4])).toContain('residual1')
})

test('a shortcut takes what passes the layers by, as a child of its own', () => {
  const block = residual({ shortcut: linear(4, 6) }, linear(4, 6), relu())
  init(block, key(1))
  const x = randomNormal(key(2), [3, 4])
  const { linear1, shortcut } = block.children
  const expected = add(shortcut!.forward(x, pass), relu().forward(linear1!.forward(x, pass), pass))
  expect(block.forward(x, pass).readSync()).toEqual(expected.readSync())
  expect(Object.keys(block.params)).toEqual(['linear1', 'shortcut'])
  expect(summary(sequential(block), [4])).toMatch(/\n {2}shortcut +30\n/)
  expect(() => residual({ shortcut: relu() }, relu({ name: 'shortcut' }))).toThrow('a layer named shortcut')
})

test('shapes that cannot be added are refused', () => {
  expect(() => (residual as (...layers: Layer[]) => Layer)(linear(4, 1)).outputShape([4])).toThrow(
    'they make [1] of [4]. Keep the shape, or give { shortcut }',
  )
  const model = residual({ shortcut: flatten() }, relu())
  expect(() => model.outputShape([2, 3])).toThrow('they make [2, 3] of [2, 3] and it makes [6].')
})

test('widths that cannot be added do not compile', () => {
  expectTypeOf(residual(linear(4, 8), relu(), linear(8, 4))).toEqualTypeOf<Layer<4, 4>>()
  expectTypeOf(residual(relu())).toEqualTypeOf<Layer<'any', 'any'>>()
  expectTypeOf(residual({ shortcut: linear(4, 8) }, linear(4, 8), relu())).toEqualTypeOf<Layer<4, 8>>()
  const width: number = 4
  residual(linear(4, 8), linear(8, width))
  residual(flatten(), linear(9, 3))
  // @ts-expect-error: 4 features are given, but 8 come out
  residual(linear(4, 8), relu())
  // @ts-expect-error: the layer before keeps the width, so 4 features are given
  residual(relu(), linear(4, 8))
  // @ts-expect-error: the chain itself does not fit
  residual(linear(4, 8), linear(6, 4))
  // @ts-expect-error: the shortcut gives 6 features and the layers 8
  residual({ shortcut: linear(4, 6) }, linear(4, 8))
  // @ts-expect-error: the shortcut takes 5 features and the layers 4
  residual({ shortcut: linear(5, 8) }, linear(4, 8))
})
