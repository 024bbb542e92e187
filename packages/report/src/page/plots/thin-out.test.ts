import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Drawn, thinOut } from './thin-out.ts'

const lineOf = (ys: readonly (number | undefined)[], width: number): Drawn[] =>
  ys.map((y, i) => ({ x: (i * width) / ys.length, y }))

test('few points stay', () => {
  const points = lineOf([1, 2, undefined, 3], 100)
  expect(thinOut(points, 100)).toBe(points)
})

test('of many, each column keeps its first, last, lowest and highest point, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 45, maxLength: 300 }), (ys) => {
      const points = lineOf(ys, 10)
      const kept = thinOut(points, 10)
      expect(kept.length).toBeLessThanOrEqual(40)
      expect(kept).toEqual(points.filter((point) => kept.includes(point)))
      for (let column = 0; column < 10; column += 1) {
        const [all, some] = [points, kept].map((each) => each.filter(({ x }) => Math.floor(x) === column)) as [
          Drawn[],
          Drawn[],
        ]
        expect([some[0], some.at(-1)]).toEqual([all[0], all.at(-1)])
        const extremes = (each: readonly Drawn[]) =>
          [Math.min, Math.max].map((of) => each.reduce((best, { y }) => of(best, y!), all[0]!.y!))
        expect(extremes(some)).toEqual(extremes(all))
      }
    }),
    { numRuns: 30 },
  )
})

test('a gap stays a gap', () => {
  const ys = Array.from({ length: 1000 }, (_, i) => (i === 505 ? undefined : i % 7))
  expect(thinOut(lineOf(ys, 10), 10).filter(({ y }) => y === undefined)).toHaveLength(1)
})
