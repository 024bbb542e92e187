import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawn, inverse, type Points, partsOf, ticksOf } from '../../../test/drawn.ts'
import { WIDTH, widthOf } from './frame.ts'

describe('the coordinates of a point, read off the ticks, are its values', () => {
  const losses = [2.3, 1.1, 0.62, 0.4, 0.31, 0.35, 0.2]

  test.each([
    ['linear', losses, 0.02],
    ['log', losses, 0.02],
    ['linear', [-400, 1200, 100], 10],
    ['log', [1e-6, 3e-2, 40], 0.02],
    ['log', [0.3, 0.303, 0.327], 0.001],
  ] as const)('%s %j', (scale, values, tolerance) => {
    const points = values.map((value, i): [number, number] => [i + 1, value])
    const elements = drawn([{ points }], {}, { scale })
    const [x, y] = [ticksOf(elements, 'x'), ticksOf(elements, 'y')]
    expect(x.length).toBeGreaterThan(1)
    expect(y.length).toBeGreaterThan(1)
    const [part] = partsOf(elements)
    for (const [i, [value, loss]] of points.entries()) {
      expect(Math.abs(inverse(x, false)(part![i]![0]!) - value)).toBeLessThan(0.01)
      const read = inverse(y, scale === 'log')(part![i]![1]!)
      expect(Math.abs(scale === 'log' ? read / loss - 1 : read - loss)).toBeLessThan(tolerance)
    }
  })

  test('a log axis is as wide as its values', () => {
    const elements = drawn(
      [
        {
          points: [
            [1, 0.25],
            [2, 1.3],
          ],
        },
      ],
      {},
      { scale: 'log' },
    )
    expect(ticksOf(elements, 'y').map(({ label }) => label)).toEqual(['0.3', '0.5', '0.7', '1'])
    const heights = partsOf(elements)[0]!.map(([, y]) => y)
    expect(heights).toEqual([198, 26])
  })

  test('ends that are given hold, and what lies beyond is cut off', () => {
    const elements = drawn(
      [
        {
          points: [
            [0, -0.5],
            [1, 1.5],
          ],
        },
      ],
      {},
      { from: 0, to: 1 },
    )
    expect(ticksOf(elements, 'y').map(({ value, at }) => [value, at])).toEqual([
      [0, 198],
      [0.2, 163.6],
      [0.4, 129.2],
      [0.6, 94.8],
      [0.8, 60.4],
      [1, 26],
    ])
    expect(partsOf(elements)[0]!.map(([, y]) => y)).toEqual([284, -60])
    const inner = elements.filter(({ name }) => name === 'svg')[1]!.attributes
    expect([inner['viewBox'], inner['height']]).toEqual([`${inner['x']} 22 ${inner['width']} 180`, '180'])
  })
})

describe('ticks', () => {
  const ends = fc.double({ noNaN: true, min: -1e12, max: 1e12 })
  test('are within the axis, and their labels stand apart and within the drawing', () => {
    fc.assert(
      fc.property(ends, ends, fc.boolean(), (a, b, log) => {
        const scale = log ? 'log' : 'linear'
        const points: Points = [a, b].map((value) => (log ? 2 ** (value / 1e11) : value)).map((value) => [value, value])
        const elements = drawn([{ points }], { scale }, { scale })
        const labels = elements.filter(({ attributes }) => attributes['text-anchor'] === 'middle').slice(0, -1)
        const places = labels.map(({ attributes, text }) => [Number(attributes['x']), widthOf(text)] as const)
        for (const [i, [at, width]] of places.entries()) {
          expect(at + width / 2).toBeLessThanOrEqual(WIDTH + 0.1)
          if (i > 0) expect(at - places[i - 1]![0]).toBeGreaterThan((width + places[i - 1]![1]) / 2)
        }
        const heights = ticksOf(elements, 'y').map(({ at }) => at)
        for (const [i, at] of heights.entries()) {
          expect(at).toBeGreaterThanOrEqual(26)
          expect(at).toBeLessThanOrEqual(198)
          if (i > 0) expect(heights[i - 1]! - at).toBeGreaterThan(12)
        }
        for (const { attributes, text } of elements)
          if (attributes['text-anchor'] === 'end') expect(Number(attributes['x'])).toBeGreaterThanOrEqual(widthOf(text))
      }),
      { numRuns: 100 },
    )
  })

  test('of whole numbers are whole', () => {
    const points: Points = [
      [1, 3],
      [2, 4],
      [3, 3],
    ]
    expect(ticksOf(drawn([{ points }]), 'x').map(({ label }) => label)).toEqual(['1', '2', '3'])
  })

  test('of an axis of values that hardly differ are told apart by their labels', () => {
    const labels = ticksOf(
      drawn([
        {
          points: [
            [1, 0.1234561],
            [2, 0.1234568],
          ],
        },
      ]),
      'y',
    ).map(({ label }) => label)
    expect(labels).toEqual(['0.1234562', '0.1234564', '0.1234566', '0.1234568'])
  })

  test('begin at 0 where the values come near, and not where they are far', () => {
    const firstOf = (low: number) =>
      ticksOf(
        drawn([
          {
            points: [
              [1, low],
              [2, 0.9],
            ],
          },
        ]),
        'y',
      )[0]!.value
    expect([0.4, 0.5].map(firstOf)).toEqual([0, 0.5])
  })

  test('of a log axis over many decades are few', () => {
    const points: Points = [
      [1, 1e-12],
      [1e4, 1],
    ]
    const elements = drawn([{ points }], { scale: 'log' }, { scale: 'log' })
    expect(ticksOf(elements, 'x').map(({ label }) => label)).toEqual(['1', '10', '100', '1000', '10000'])
    expect(ticksOf(elements, 'y').map(({ label }) => label)).toEqual(['1e−12', '1e−9', '1e−6', '0.001', '1'])
  })
})

describe('gaps', () => {
  const points: Points = [
    [1, 1],
    [2, 2],
    [3, null],
    [4, 3],
    [5, Number.NaN],
    [6, 4],
    [7, 5],
    [8, Infinity],
  ]

  test('a line stops at null and at what is not finite', () => {
    expect(partsOf(drawn([{ points }])).map((part) => part.length)).toEqual([2, 1, 2])
  })

  test('a point without neighbors has a mark; in a line of few points each has', () => {
    const many = [...points, ...Array.from({ length: 20 }, (_, i): [number, number] => [i + 9, i])]
    const marksOf = (given: Points) => drawn([{ points: given }]).filter(({ name }) => name === 'circle').length
    expect(marksOf(points)).toBe(5)
    expect(marksOf(many)).toBe(1)
  })

  test('a log axis has no place for what is not above 0', () => {
    const elements = drawn(
      [
        {
          points: [
            [1, 1],
            [2, 0],
            [3, -1],
            [4, 2],
            [5, 3],
          ],
        },
      ],
      {},
      { scale: 'log' },
    )
    expect(partsOf(elements).map((part) => part.length)).toEqual([1, 2])
  })

  test('any numbers, or none: never NaN', () => {
    const point = fc.tuple(fc.double(), fc.option(fc.double()))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('line', 'bars', 'marks'), fc.array(point, { maxLength: 5 })), {
          maxLength: 3,
        }),
        fc.constantFrom('linear', 'log'),
        fc.constantFrom('linear', 'log'),
        (lines, x, y) => {
          const elements = drawn(
            lines.map(([shape, points]) => ({ shape, points })),
            { scale: x },
            { scale: y },
          )
          const values = elements.flatMap(({ attributes }) => Object.values(attributes))
          expect(values.filter((value) => /NaN|Infinity|undefined/.test(value))).toEqual([])
          for (const { attributes } of elements)
            if (attributes['width']) expect(Number(attributes['width'])).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 120 },
    )
  })
})
