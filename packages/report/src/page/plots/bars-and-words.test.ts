import { describe, expect, test } from 'vitest'
import { drawn, inverse, type Points, ticksOf } from '../../../test/drawn.ts'
import type { Parsed } from '../../../test/parsed.ts'

describe('bars', () => {
  const boxes = (elements: readonly Parsed[]) =>
    elements
      .filter(({ name, attributes }) => name === 'rect' && !attributes['class'])
      .map(
        ({ attributes: { x, y, width, height } }) =>
          [x, y, width, height].map(Number) as [number, number, number, number],
      )
      .slice(0, -1)

  test('stand on 0, are as high as their values, and around their x', () => {
    const elements = drawn([
      {
        shape: 'bars',
        points: [
          [0.5, 10],
          [1.5, 20],
          [2.5, null],
          [3.5, 5],
        ],
      },
    ])
    const [x, y] = [inverse(ticksOf(elements, 'x'), false), inverse(ticksOf(elements, 'y'), false)]
    const read = boxes(elements).map(([left, top, width, height]) => [
      x(left),
      x(left + width / 0.9),
      y(top),
      y(top + height),
    ])
    const expected = [
      [0, 1, 10, 0],
      [1, 2, 20, 0],
      [3, 4, 5, 0],
    ]
    for (const [i, row] of expected.entries())
      for (const [j, value] of row.entries()) expect(Math.abs(read[i]![j]! - value)).toBeLessThan(0.02)
  })

  test('of several networks stand side by side', () => {
    const points: Points = [
      [1, 3],
      [2, 4],
    ]
    const all = boxes(
      drawn([
        { shape: 'bars', points },
        { shape: 'bars', points },
      ]).slice(0, -1),
    ).toSorted((a, b) => a[0] - b[0])
    for (const [i, [left]] of all.entries()) if (i > 0) expect(left).toBeGreaterThan(all[i - 1]![0] + all[i - 1]![2])
  })
})

describe('what a plot says', () => {
  const elements = drawn(
    [
      {
        label: 'training',
        points: [
          [1, 2],
          [2, 0.5],
          [3, 1],
        ],
      },
      {
        label: 'validation',
        points: [
          [1, 3],
          [3, null],
        ],
      },
    ],
    {},
    { unit: 'nats' },
  )

  test('in place of a picture', () => {
    expect(elements.find(({ attributes }) => attributes['role'] === 'img')!.attributes['aria-label']).toBe(
      'Loss: loss (nats) by epoch. training: from 2 at epoch 1 to 1 at epoch 3; lowest 0.5 at epoch 2, highest 2 at epoch 1. validation: 3 at epoch 1.',
    )
  })

  test('where it is pointed at', () => {
    expect(elements.filter(({ name }) => name === 'title').map(({ text }) => text.split('\n'))).toEqual([
      ['epoch 1', 'training: 2 nats', 'validation: 3 nats'],
      ['epoch 2', 'training: 0.5 nats'],
      ['epoch 3', 'training: 1 nats', 'validation: –'],
    ])
    const strips = elements
      .filter(({ attributes }) => attributes['class'] === 'hover')
      .map(({ attributes }) => attributes)
    for (const [i, { x }] of strips.entries())
      if (i > 0) expect(Number(x)).toBeCloseTo(Number(strips[i - 1]!['x']) + Number(strips[i - 1]!['width']), 0)
  })

  test('with the unit of both axes', () => {
    const told = drawn([{ points: [[50, 2]] }], { unit: '%' }, { unit: 'nats' })
    expect(told.find(({ name }) => name === 'title')!.text).toMatch(/^\S+ 50\s%\n/)
    const gaps = drawn(
      [{ points: [null, Number.NaN, Infinity, 2].map((y, x) => [x, y] as const) }],
      {},
      { unit: 'nats' },
    )
    const tips = gaps.filter(({ name }) => name === 'title').map(({ text }) => text.split(': ')[1])
    expect(tips).toEqual(['–', '–', '–', '2 nats'])
  })

  test('in its legend, with color and dash', () => {
    const legend = drawn([
      { points: [[1, 2]], dash: 'dashed' },
      { points: [[1, 2]], color: 'soft', shape: 'marks' },
    ]).filter(({ attributes }) => attributes['aria-hidden'])
    expect(legend.map(({ attributes }) => attributes['class'])).toEqual(['c0 dashed line', 'cs solid marks'])
  })
})
