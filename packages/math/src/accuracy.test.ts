import { describe, expect, test } from 'vitest'
import * as float64 from './float64/index.ts'
import * as float32 from './index.ts'

/**
 * Reference values: the engine's float64 functions, which are far more accurate than half a float32 ulp. `ulp` is what a
 * function promises in float32.
 */
const unary = [
  { name: 'exp', ulp: 0.91, single: float32.exp, double: float64.exp, range: [-87, 88.7], oracle: Math.exp },
  { name: 'expm1', ulp: 0.501, single: float32.expm1, double: float64.expm1, range: [-20, 88], oracle: Math.expm1 },
  { name: 'log', ulp: 0.85, single: float32.log, double: float64.log, range: [1e-38, 1e38], oracle: Math.log },
  { name: 'log1p', ulp: 0.501, single: float32.log1p, double: float64.log1p, range: [-0.999, 1e6], oracle: Math.log1p },
  { name: 'tanh', ulp: 1.5, single: float32.tanh, double: float64.tanh, range: [-12, 12], oracle: Math.tanh },
  {
    name: 'sigmoid',
    ulp: 1.9,
    single: float32.sigmoid,
    double: float64.sigmoid,
    range: [-80, 80],
    oracle: (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  },
  { name: 'sin', ulp: 0.501, single: float32.sin, double: float64.sin, range: [-8192, 8192], oracle: Math.sin },
  { name: 'cos', ulp: 0.501, single: float32.cos, double: float64.cos, range: [-8192, 8192], oracle: Math.cos },
] as const

function ulp32(x: number): number {
  const magnitude = Math.max(Math.abs(x), 2 ** -126)
  return 2 ** (Math.floor(Math.log2(magnitude)) - 23)
}

/** Uniform points, points crowding around 0 (geometric), and the ends. A fixed low-discrepancy walk: no seed. */
function points(low: number, high: number, count: number): number[] {
  const golden = 0.6180339887498949
  const list = [low, high, 0, -0, 1, -1, 0.5, -0.5, 0.35, -0.35, 0.41, -0.29, Math.SQRT1_2, Math.SQRT2]
  for (let i = 1; i < count; i++) {
    const u = (i * golden) % 1
    list.push(low + (high - low) * u, 2 ** (-40 + 80 * u), -(2 ** (-40 + 80 * u)), 1 + (u - 0.5) * 1e-3)
  }
  return list.map(Math.fround).filter((x) => x >= low && x <= high)
}

describe.each(unary)('$name', ({ name, ulp, single, double, range: [low, high], oracle }) => {
  test(`float32 is within ${ulp} ulp of the true value on its range`, () => {
    let worst = 0
    for (const x of points(low, high, 50_000)) {
      const truth = oracle(x)
      worst = Math.max(worst, Math.abs(single(x) - truth) / ulp32(truth))
    }
    expect(worst).toBeLessThanOrEqual(ulp)
    expect(worst).toBeGreaterThan(0.4)
  })

  test('float64 agrees with the engine to 2e-15', () => {
    for (const x of points(low, high, 5_000)) {
      const truth = oracle(x)
      expect(Math.abs(double(x) - truth)).toBeLessThanOrEqual(
        2e-15 * Math.max(Math.abs(truth), name === 'sin' || name === 'cos' ? 1 : 0),
      )
    }
  })
})

test('erf: tabulated values, oddness and the joint at 2', () => {
  // Abramowitz and Stegun, table 7.1, and the first digits of erf at 2 and 3.
  const table = [
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
  ] as const
  for (const [x, value] of table) {
    expect(Math.abs(float64.erf(x) - value)).toBeLessThan(1e-15)
    expect(float64.erf(-x)).toBe(-float64.erf(x))
    expect(float32.erf(x)).toBeCloseTo(value, 6)
  }
  expect(Math.abs(float64.erf(2 - 1e-15) - float64.erf(2))).toBeLessThan(1e-15)
  expect([float32.erf(7), float32.erf(-Infinity), float32.erf(0), float32.erf(Number.NaN)]).toEqual([
    1,
    -1,
    0,
    Number.NaN,
  ])
})

test('the ends: overflow, underflow, zeros, infinities, NaN', () => {
  expect([float32.exp(89), float32.exp(-104), float32.exp(-Infinity), float32.exp(Infinity)]).toEqual([
    Infinity,
    0,
    0,
    Infinity,
  ])
  expect(float32.exp(-100)).toBe(Math.fround(Math.exp(-100)))
  expect([float32.log(0), float32.log(-1), float32.log(Infinity), float32.log(1)]).toEqual([
    -Infinity,
    Number.NaN,
    Infinity,
    0,
  ])
  expect(float32.log(2 ** -149)).toBe(Math.fround(-149 * Math.LN2))
  expect(float64.log(5e-324)).toBeCloseTo(-744.4400719213812, 12)
  expect([float32.log1p(-1), float32.log1p(-2), float32.log1p(0)]).toEqual([-Infinity, Number.NaN, 0])
  expect([float32.expm1(-Infinity), float32.expm1(Infinity), float32.expm1(-0)]).toEqual([-1, Infinity, -0])
  expect([float32.tanh(-Infinity), float32.tanh(Infinity), float32.tanh(-0), float32.tanh(400)]).toEqual([-1, 1, -0, 1])
  expect([float32.sigmoid(-Infinity), float32.sigmoid(Infinity), float32.sigmoid(0), float32.sigmoid(-100)]).toEqual([
    0,
    1,
    0.5,
    Math.fround(Math.exp(-100)),
  ])
  for (const apply of [
    float32.exp,
    float32.expm1,
    float32.log,
    float32.log1p,
    float32.tanh,
    float32.sigmoid,
    float32.sin,
    float32.cos,
  ]) {
    expect(apply(Number.NaN)).toBeNaN()
  }
})

test('pow: within 1 float32 ulp, its ends, and a negative base refused', () => {
  for (const x of points(0.001, 100, 2_000)) {
    for (const y of [-3, -1, -0.5, 0.25, 0.5, 1, 2, 7.5]) {
      const truth = x ** Math.fround(y)
      expect(Math.abs(float32.pow(x, y) - truth) / ulp32(truth)).toBeLessThanOrEqual(1)
    }
  }
  expect([float32.pow(0, 2), float32.pow(0, -1), float32.pow(5, 0), float32.pow(0, 0), float32.pow(1, 1e30)]).toEqual([
    0,
    Infinity,
    1,
    1,
    1,
  ])
  expect(() => float32.pow(-1, 2)).toThrow('pow was given the base -1; bases are from 0.')
})

test('sin and cos refuse what lies outside their range', () => {
  expect(() => float32.sin(8193)).toThrow('sin was given 8193; it is defined for |x| up to 8192.')
  expect(() => float64.cos(-1e9)).toThrow('cos was given -1000000000')
})
