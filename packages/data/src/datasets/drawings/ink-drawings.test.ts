import { expect, test } from 'vitest'
import { inkDrawings } from './ink-drawings.ts'

const seven = [
  [
    [10, 10],
    [60, 10],
    [30, 90],
  ],
  [
    [20, 50],
    [55, 50],
  ],
] as const

/** The first and last row and column with ink, and the center of the ink. */
function boxOf(image: Float32Array) {
  const [rows, columns, mass]: [number[], number[], number[]] = [[], [], [0, 0, 0]]
  image.forEach((ink, i) => {
    if (ink === 0) return
    const [row, column] = [Math.floor(i / 28), i % 28]
    rows.push(row)
    columns.push(column)
    mass[0]! += ink
    mass[1]! += ink * (column + 0.5)
    mass[2]! += ink * (row + 0.5)
  })
  return {
    height: Math.max(...rows) - Math.min(...rows) + 1,
    width: Math.max(...columns) - Math.min(...columns) + 1,
    center: [mass[1]! / mass[0]!, mass[2]! / mass[0]!],
  }
}

test('a drawing fills the box of digits, its mass in the middle, wherever it was drawn and how large', () => {
  const moved = seven.map((stroke) => stroke.map(([x, y]) => [300 + 4 * x, 4 * y - 77] as const))
  const { data, shape } = inkDrawings([seven, moved])
  expect(shape).toEqual([2, 28, 28, 1])
  expect(data.every((ink) => ink >= 0 && ink <= 1 && Math.fround(Math.round(ink * 255) / 255) === ink)).toBe(true)
  expect(data.subarray(784)).toEqual(data.subarray(0, 784))
  const { height, width, center } = boxOf(data.subarray(0, 784))
  // 19.25 pixels, with the soft edge on both sides.
  expect([height, width]).toEqual([21, 14])
  for (const each of center) expect(Math.abs(each - 14)).toBeLessThan(0.5)
})

test('strokes are not joined, and a wide pen gives more ink', () => {
  const bars = [
    [
      [0, 0],
      [0, 9],
    ],
    [
      [9, 0],
      [9, 9],
    ],
  ] as const
  const [apart, wide] = [inkDrawings([bars]).data, inkDrawings([bars], { radius: 2, softness: 1 }).data]
  expect(apart[14 * 28 + 14]).toBe(0)
  const total = (image: Float32Array) => image.reduce((sum, ink) => sum + ink, 0)
  expect(total(wide) / total(apart)).toBeGreaterThan(1.5)
})

test('dots lie in the middle, one or several', () => {
  const [dot, dots] = [inkDrawings([[[[3, 8]]]]).data, inkDrawings([[[[0, 0]], [[9, 0]]]]).data]
  expect(boxOf(dot)).toEqual({ height: 4, width: 4, center: [14, 14] })
  expect(boxOf(dots)).toMatchObject({ height: 4, center: [14, 14] })
})

test('what is no drawing is refused with a sentence', () => {
  const refused = (drawings: unknown) => () => inkDrawings(drawings as never)
  expect(refused('seven')).toThrow('inkDrawings was given "seven"; it takes a list of drawings')
  expect(refused([[]])).toThrow('Drawing 0 of inkDrawings is []; it takes strokes with points')
  expect(refused([seven, [[]]])).toThrow('Drawing 1 of inkDrawings is')
  expect(refused([[[[0, Number.NaN]]]])).toThrow('has the point [0, NaN]; points are pairs of finite numbers')
  expect(refused([[[3, 4]]])).toThrow('has the point 3')
  expect(() => inkDrawings([seven], { radius: 9 })).toThrow('inkDrawings was given radius 9')
})
