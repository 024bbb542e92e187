import { expect, test } from 'vitest'
import { CODES, isDown, isFull, lifted, PLACES, strokesOf, withoutLastStroke, withPoint } from './drawing.ts'

const drawn = (...strokes: (readonly (readonly [number, number])[])[]) =>
  strokes.reduce<readonly number[]>(
    (codes, stroke) => lifted(stroke.reduce((before, [x, y]) => withPoint(before, x, y), codes)),
    [],
  )

const seven = [
  [10, 10],
  [60, 10],
  [30, 90],
] as const
const bar = [
  [20, 50],
  [55, 50],
] as const

test('a drawing is kept as numbers of the URL, and read back', () => {
  const codes = drawn(seven, bar)
  expect(strokesOf(codes)).toEqual([seven, bar])
  expect(codes.every((code) => Number.isInteger(code) && code >= 0 && code < CODES)).toBe(true)
  expect(withoutLastStroke(codes)).toEqual(drawn(seven))
  expect(withoutLastStroke(drawn(seven))).toEqual([])
  expect(withoutLastStroke([])).toEqual([])
  expect(withoutLastStroke(withPoint(drawn(seven), 1, 1))).toEqual(drawn(seven))
})

test('points outside lie on the border, near ones add nothing, and a lifted pen begins a stroke', () => {
  const one = withPoint([], -7, 500)
  expect(strokesOf(one)).toEqual([[[0, PLACES - 1]]])
  expect(withPoint(one, 1, PLACES - 1)).toBe(one)
  expect([isDown([]), isDown(one), isDown(lifted(one))]).toEqual([false, true, false])
  expect(lifted([])).toEqual([])
  expect(lifted(lifted(one))).toEqual(lifted(one))
  expect(strokesOf(withPoint(lifted(one), 1, PLACES - 1))).toHaveLength(2)
})

test('a full pad takes nothing more', () => {
  let codes: readonly number[] = []
  for (let i = 0; i < 500; i++) codes = withPoint(codes, (37 * i) % 128, (11 * i) % 128)
  expect([codes.length, isFull(codes)]).toEqual([400, true])
  expect(lifted(codes)).toBe(codes)
})
