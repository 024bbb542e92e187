import { key } from '@thinned/rng'
import { averagePool2d as average, maxPool2d as largest, randomNormal } from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import { averagePool2d, createPass, type Layer, maxPool2d, sequential } from '../index.ts'

const evaluate = createPass({ mode: 'evaluate' })
const x = randomNormal(key('images'), [2, 6, 9, 3])

test.each([
  ['maxPool2d', maxPool2d, largest],
  ['averagePool2d', averagePool2d, average],
] as const)('%s pools as the op does, and keeps the width', (kind, layer, op) => {
  expectTypeOf(layer(2)).toEqualTypeOf<Layer<'any', 'same'>>()
  const model = sequential(layer(2), layer([2, 3], { stride: 1, name: 'second' }))
  expect(model.outputShape([6, 9, 3])).toEqual([2, 2, 3])
  expect(Object.keys(model.children)).toEqual([`${kind}1`, 'second'])
  const expected = op(op(x, 2), [2, 3], { stride: 1 })
  expect(model.forward(x, evaluate).readSync()).toEqual(expected.readSync())
  expect(layer([2, 3]).options).toEqual({ size: [2, 3], stride: [2, 3], dilation: 1 })
})

test.each([maxPool2d, averagePool2d])(
  '$name: images that do not fit, and settings that cannot be, are refused',
  (layer) => {
    const { kind } = layer(2)
    expect(() => layer(2).outputShape([784])).toThrow(
      `${kind}(2) takes images [batch, height, width, channels], but was given [batch, 784].`,
    )
    expect(() => layer([2, 3]).outputShape([4, 2, 1])).toThrow(
      `${kind}([2,3]) cannot put a window of [2, 3] on images of [4, 2]`,
    )
    expect(() => layer(0)).toThrow(`${kind}(0) was given a window of 0`)
    expect(() => layer(2, { stride: 0 })).toThrow('was given stride 0')
  },
)
