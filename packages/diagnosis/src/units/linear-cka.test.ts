import { key, normal } from '@thinned/rng'
import { expect, test } from 'vitest'
import { centeredRows, linearCka, type Rows } from './linear-cka.ts'

const ckaOf = (a: Rows, b: Rows) => {
  const [[own, other], [same]] = linearCka([a, b]) as [[number | null, number | null], [number | null]]
  expect([own === null || own === 1, same]).toEqual([true, other])
  return other
}
const rowsOf = (data: ArrayLike<number>, examples: number, units: number) => centeredRows(data, examples, units)

test('rotations, scalings and shifts give 1; unrelated units give about 0, below 0 too', () => {
  const x = normal(key(1), 400)
  const turned = Array.from(x, (_, i) => {
    const [first, second] = [x[i - (i % 2)]!, x[i - (i % 2) + 1]!]
    return 5 + 3 * (i % 2 === 0 ? 0.6 * first - 0.8 * second : 0.8 * first + 0.6 * second)
  })
  expect(ckaOf(rowsOf(x, 200, 2), rowsOf(turned, 200, 2))).toBeCloseTo(1, 12)
  // 40 pairs of independent layers: the estimator has no bias, so the mean is near 0, where the usual one gives 0.02.
  const values = Array.from({ length: 40 }, (_, i) =>
    ckaOf(rowsOf(normal(key(2 * i), 400), 200, 2), rowsOf(normal(key(2 * i + 1), 400), 200, 2)),
  )
  expect(Math.min(...(values as number[]))).toBeLessThan(0)
  expect(Math.abs(values.reduce<number>((sum, value) => sum + value!, 0) / 40)).toBeLessThan(0.005)
})

test('several positions count by their mean', () => {
  const positions = rowsOf([1, 2, 3, 4, 5, 6, 7, 8], 2, 2)
  expect([...positions.data]).toEqual([-2, -2, 2, 2])
})

test('null where it is not defined', () => {
  expect(ckaOf(rowsOf([1, 2, 3], 3, 1), rowsOf([1, 2, 3], 3, 1))).toBeNull()
  expect(ckaOf(rowsOf([2, 2, 2, 2], 4, 1), rowsOf([1, 2, 3, 5], 4, 1))).toBeNull()
})
