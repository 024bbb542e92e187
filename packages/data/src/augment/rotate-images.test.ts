import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { digits } from '../datasets/digits/digits.ts'
import { rotateImages } from './rotate-images.ts'

const { inputs } = digits({ size: 5, key: key(1) })

/** The square images turned clockwise by 90 degrees, by moving pixels. */
function quarterTurn({ data, shape }: typeof inputs): typeof inputs {
  const [count, side] = shape as [number, number]
  const turned = data.map((_, at) => {
    const [image, row, column] = [Math.floor(at / side ** 2), Math.floor(at / side) % side, at % side]
    return data[image * side ** 2 + (side - 1 - column) * side + row]!
  })
  expect(turned).toHaveLength(count * side * side)
  return { data: turned, shape }
}

test('by 0 degrees and by whole turns the images are the same, in new arrays', () => {
  for (const degrees of [0, 360, -720]) {
    const turned = rotateImages(inputs, degrees)
    expect(turned).toEqual(inputs)
    expect(turned.data).not.toBe(inputs.data)
  }
})

test('quarter turns of square images move their pixels exactly', () => {
  const once = quarterTurn(inputs)
  expect(rotateImages(inputs, 90)).toEqual(once)
  expect(rotateImages(inputs, 180)).toEqual(quarterTurn(once))
  expect(rotateImages(inputs, -90)).toEqual(quarterTurn(quarterTurn(once)))
  expect(rotateImages(inputs, 450)).toEqual(once)
})

test('other angles keep the ink, and turning back nearly gives the image', () => {
  const ink = (data: Float32Array): number => data.reduce((sum, value) => sum + value, 0)
  const turned = rotateImages(inputs, 30)
  expect(Math.abs(ink(turned.data) / ink(inputs.data) - 1)).toBeLessThan(0.02)
  const back = rotateImages(turned, -30).data
  const off = back.map((value, i) => Math.abs(value - inputs.data[i]!))
  expect(ink(off) / ink(inputs.data)).toBeLessThan(0.3)
  expect(ink(turned.data.map((value, i) => Math.abs(value - inputs.data[i]!)))).toBeGreaterThan(ink(off))
})

test('what lies outside is as in augment, and each channel turns alike', () => {
  const bar = { data: Float32Array.of(1, 10, 2, 20, 3, 30), shape: [1, 1, 3, 2] }
  expect([...rotateImages(bar, 90).data]).toEqual([0, 0, 2, 20, 0, 0])
  expect([...rotateImages(bar, 90, { outside: 7 }).data]).toEqual([7, 7, 2, 20, 7, 7])
  expect([...rotateImages(bar, 180, { outside: 'nearest' }).data]).toEqual([3, 30, 2, 20, 1, 10])
})

test('what cannot be turned is refused', () => {
  expect(() => rotateImages(inputs, Number.NaN)).toThrow(
    'rotateImages was given degrees NaN; it takes a finite number.',
  )
  expect(() => rotateImages({ data: new Float32Array(4), shape: [2, 2] }, 90)).toThrow(
    'rotateImages changes images [n, height, width, channels] of float32, but was given [2, 2].',
  )
})
