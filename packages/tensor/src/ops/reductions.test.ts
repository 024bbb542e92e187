import { expect, test } from 'vitest'
import { gelu, logSumExp, tensor } from '../index.ts'

test('logSumExp neither overflows nor loses the infinities', () => {
  const rows = tensor(
    [
      [1000, 1000],
      [-1000, -1001],
      [-Infinity, -Infinity],
      [Infinity, 0],
      [Number.NaN, 0],
    ],
    { dtype: 'float64' },
  )
  const sums = logSumExp(rows).readSync()
  expect(sums[0]).toBeCloseTo(1000 + Math.LN2, 12)
  expect(sums[1]).toBeCloseTo(-1000 + 0.3132616875182228, 12)
  expect(Array.from(sums.slice(2))).toEqual([-Infinity, Infinity, Number.NaN])
})

test('gelu: x · Φ(x), by values of the normal distribution', () => {
  const x = tensor([-3, -1, 0, 0.5, 2], { dtype: 'float64' })
  const phi = [0.0013498980316300933, 0.15865525393145707, 0.5, 0.6914624612740131, 0.9772498680518208]
  gelu(x)
    .readSync()
    .forEach((value, at) => {
      expect(value).toBeCloseTo([-3, -1, 0, 0.5, 2][at]! * phi[at]!, 12)
    })
})
