import * as scales from 'd3-scale'
import * as shapes from 'd3-shape'
import { expect, test } from 'vitest'
import { area, line, scaleLinear } from './linear-plot.ts'

const domains = [
  [0, 1],
  [0, 0.5],
  [-5, 10],
  [0, 137],
  [0.5, 10.5],
  [-0.013, 0.31],
  [2, 2000],
] as const

test.for(domains)('an axis from %d to %d is that of d3-scale', (domain) => {
  const mine = scaleLinear(domain, [46, 408])
  const theirs = scales.scaleLinear([...domain], [46, 408])
  for (const count of [2, 3, 5, 10]) expect(mine.ticks(count)).toEqual(theirs.ticks(count))
  expect(mine(0.3)).toBeCloseTo(theirs(0.3), 10)
  expect(mine.nice(5).domain()).toEqual(theirs.nice(5).domain())
})

test('lines and areas are those of d3-shape', () => {
  const points = [
    [0, 1, 2],
    [10, 1 / 3, 4],
    [20, 5, 6],
  ]
  const parts = [
    (point: number[]) => point[0]!,
    (point: number[]) => point[1]!,
    (point: number[]) => point[2]!,
  ] as const
  for (const some of [points, points.slice(0, 1), []])
    expect(line(parts[0], parts[1])(some)).toBe(shapes.line(parts[0], parts[1])(some))
  expect(area(...parts)(points)).toBe(shapes.area(...parts)(points))
})
