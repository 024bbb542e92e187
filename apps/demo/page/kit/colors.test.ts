import { expect, test } from 'vitest'
import { paint, rgbOf } from './colors.ts'

test.for([
  ['classes', false],
  ['classes', true],
  ['amount', false],
  ['amount', true],
] as const)('pixels of %s, dark %s, have the colors of the scale', ([scale, dark]) => {
  const values = [0, 0.1, 0.25, 0.5, 0.7, 1, Number.NaN, -3, 7]
  const pixels = new Uint8ClampedArray(4 * values.length)
  paint(
    pixels,
    values.map((value) => 2 + 4 * value),
    { from: 2, to: 6, scale, dark },
  )
  for (const [i, value] of values.entries()) {
    const [red, green, blue, alpha] = pixels.subarray(4 * i)
    const off = rgbOf(scale, value, dark).map((part, k) => Math.abs(part - [red, green, blue][k]!))
    expect(Math.max(...off)).toBeLessThanOrEqual(1.2) // a level, and the rounding
    expect(alpha).toBe(255)
  }
})
