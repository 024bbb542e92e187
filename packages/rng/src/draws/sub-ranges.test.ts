import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as rng from '../index.ts'

type Draw = (k: rng.Key, length: number, start?: number) => ArrayLike<number>

/** All draws that belong to an index. */
const DRAWS: Record<string, Draw> = {
  bits: rng.bits,
  uniform: rng.uniform,
  normal: rng.normal,
  bernoulli: (k, length, start) => rng.bernoulli(k, length, 0.3, start),
  'integers to 10': (k, length, start) => rng.integers(k, length, { high: 10 }, start),
  'integers, half of all words refused': (k, length, start) => rng.integers(k, length, { high: 2 ** 31 + 1 }, start),
  fillBits: (k, length, start) => filled(new Uint32Array(length), (out) => rng.fillBits(k, out, start)),
  fillUniform: (k, length, start) => filled(new Float32Array(length), (out) => rng.fillUniform(k, out, start)),
  fillNormal: (k, length, start) => filled(new Float32Array(length), (out) => rng.fillNormal(k, out, start)),
}

function filled<T>(out: T, fill: (out: T) => void): T {
  fill(out)
  return out
}

test.each(Object.entries(DRAWS).filter(([name]) => !name.startsWith('fill')))(
  '%s refuses what no memory holds',
  (_, draw) => {
    for (const length of [2 ** 45, 2 ** 53 - 1]) expect(() => draw(rng.key(1), length)).toThrow(rng.RngError)
  },
)

describe.each(Object.entries(DRAWS))('%s', (_, draw) => {
  const k = rng.key('sub-ranges')

  test('a sub-range is the slice of the whole', () => {
    const LENGTH = 2500
    const origin = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - LENGTH }))
    fc.assert(
      fc.property(origin, fc.nat(LENGTH), fc.nat(LENGTH), (start, a, b) => {
        const whole = Array.from(draw(k, LENGTH, start))
        const [from, to] = a < b ? [a, b] : [b, a]
        expect(Array.from(draw(k, to - from, start + from))).toEqual(whole.slice(from, to))
        expect(Array.from(draw(k, Math.min(9, to - from), start + from))).toEqual(
          whole.slice(from, Math.min(to, from + 9)),
        )
      }),
      { numRuns: 30, examples: [[0, 0, LENGTH]] },
    )
  })

  test('starts at 0 unless told, and depends on the key', () => {
    expect(Array.from(draw(k, 40))).toEqual(Array.from(draw(k, 40, 0)))
    expect(Array.from(draw(k, 40))).not.toEqual(Array.from(draw(rng.foldIn(k, 1), 40)))
  })

  test('reaches the last element of the stream, and no further', () => {
    expect(draw(k, 0, 2 ** 53 - 1)).toHaveLength(0)
    expect(draw(k, 1, 2 ** 53 - 1)).toHaveLength(1)
    expect(() => draw(k, 2, 2 ** 53 - 1)).toThrow(
      'The range of 2 elements from 9007199254740991 ends beyond element 2^53 − 1',
    )
  })

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the start %s', (start) => {
    expect(() => draw(k, 1, start)).toThrow('it must be an integer from 0 to 2^53 − 1: the index of the first element.')
  })

  test('refuses what is no key', () => {
    expect(() => draw([1, 2, 3] as never, 1)).toThrow(rng.RngError)
  })
})

test.each([-1, 0.5, Number.NaN, '3'])('the length %s is refused', (length) => {
  const k = rng.key(0)
  for (const draw of [rng.bits, rng.uniform, rng.normal]) {
    expect(() => draw(k, length as never)).toThrow('it must be an integer, 0 or more: the number of elements to draw.')
  }
  expect(() => rng.bernoulli(k, length as never, 0.5)).toThrow('it must be an integer, 0 or more')
  expect(() => rng.integers(k, length as never, { high: 2 })).toThrow('it must be an integer, 0 or more')
})
