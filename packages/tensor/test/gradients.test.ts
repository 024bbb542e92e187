import { foldIn, key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { checkGradient, randomUniform, type Shape, type Tensor } from '../src/index.ts'

let drawn = 0
const draw = (shape: Shape, low = -2, high = 2) =>
  randomUniform(foldIn(key('gradients'), drawn++), shape, { low, high, dtype: 'float64' })
const indices = ops.tensor(Int32Array.of(2, 0, 2))
const mask = ops.tensor(Uint8Array.of(1, 0, 1))
const k = key('mask')

/** Every op that carries a gradient: how it is called on one input, and where its inputs may lie. */
const unary: Record<string, { of: (x: Tensor) => Tensor; low?: number; high?: number }> = {
  abs: { of: ops.abs },
  neg: { of: ops.neg },
  square: { of: ops.square },
  relu: { of: ops.relu },
  tanh: { of: ops.tanh },
  sigmoid: { of: ops.sigmoid },
  exp: { of: ops.exp },
  expm1: { of: ops.expm1 },
  erf: { of: ops.erf },
  sin: { of: ops.sin },
  cos: { of: ops.cos },
  sqrt: { of: ops.sqrt, low: 0.2, high: 3 },
  'pow of a number': { of: (x) => ops.pow(x, 2.5), low: 0.2, high: 3 },
  'a number to the power': { of: (x) => ops.pow(2, x) },
  log: { of: ops.log, low: 0.2, high: 3 },
  log1p: { of: ops.log1p, low: -0.8, high: 3 },
  alias: { of: ops.alias },
  contiguous: { of: ops.contiguous },
  transpose: { of: (x) => ops.transpose(x) },
  reshape: { of: (x) => ops.reshape(x, [-1]) },
  sum: { of: (x) => ops.sum(x) },
  'sum of an axis': { of: (x) => ops.sum(x, -1) },
  'mean of an axis': { of: (x) => ops.mean(x, 0) },
  cumulativeSum: { of: (x) => ops.cumulativeSum(x) },
  'cumulativeSum from the end': { of: (x) => ops.cumulativeSum(x, 0, { reverse: true }) },
  max: { of: (x) => ops.max(x, 0) },
  min: { of: (x) => ops.min(x, -1) },
  softmax: { of: (x) => ops.softmax(x) },
  logSoftmax: { of: (x) => ops.logSoftmax(x, 0) },
  logSumExp: { of: (x) => ops.logSumExp(x, 0) },
  gelu: { of: ops.gelu },
  silu: { of: ops.silu },
  softplus: { of: ops.softplus },
  leakyRelu: { of: (x) => ops.leakyRelu(x, 0.1) },
  elu: { of: (x) => ops.elu(x, 1.5) },
  selu: { of: ops.selu },
  clip: { of: (x) => ops.clip(x, -0.5, 1) },
  concat: { of: (x) => ops.concat([x, ops.square(x), x], -1) },
  stack: { of: (x) => ops.stack([x, ops.exp(x)], -1) },
  split: { of: (x) => ops.mul(...(ops.split(ops.concat([x, x]), 2) as [Tensor, Tensor])) },
  pad: {
    of: (x) =>
      ops.pad(
        x,
        x.shape.map((_, axis) => [axis, 2]),
        3,
      ),
  },
  cast: { of: (x) => ops.cast(ops.square(x), 'float64') },
  broadcastTo: { of: (x) => ops.broadcastTo(ops.reshape(x, [1, ...x.shape]), [3, ...x.shape]) },
  dropout: { of: (x) => ops.dropout(x, { key: k, keep: 0.6 }) },
  'dropout at keep 0': { of: (x) => ops.dropout(x, { key: k, keep: 0 }) },
  'dropout at keep 1': { of: (x) => ops.dropout(x, { key: k, keep: 1 }) },
  'dropout shared': { of: (x) => ops.dropout(x, { key: k, keep: 0.5, sharedAxes: [0] }) },
  'x used twice': { of: (x) => ops.mul(ops.exp(x), ops.add(x, x)) },
}
const empty = new Set(['max', 'logSumExp', 'min', 'mean of an axis', 'logSoftmax', 'softmax'])

describe.each(Object.entries(unary))('%s', (name, { of, low = -2, high = 2 }) => {
  test.each([[[3, 4]], [[1, 1]], [[5, 1]], [[2, 3, 2]]])('%j', (shape) => {
    expect(checkGradient(of, [draw(shape, low, high)])).toBeLessThan(1e-6)
  })
  test('not contiguous', () => {
    expect(checkGradient((x) => of(ops.transpose(x)), [draw([4, 3], low, high)])).toBeLessThan(1e-6)
  })
  if (!empty.has(name)) {
    test('empty', () => {
      expect(checkGradient(of, [draw([0, 3])])).toBe(0)
    })
  }
})

const binary = {
  add: ops.add,
  sub: ops.sub,
  mul: ops.mul,
  div: ops.div,
  maximum: ops.maximum,
  minimum: ops.minimum,
  pow: (a: Tensor | number, b: Tensor | number) => ops.pow(typeof a === 'number' ? a : ops.exp(a), b),
}
describe.each(Object.entries(binary))('%s', (_, of) => {
  test.each([
    [
      [3, 4],
      [3, 4],
    ],
    [[3, 4], [4]],
    [
      [3, 1],
      [1, 4],
    ],
    [[], [2, 2]],
    [
      [2, 1, 3],
      [4, 1],
    ],
    [
      [0, 3],
      [1, 3],
    ],
    [[1], [1]],
  ])('%j with %j', (a, b) => {
    expect(checkGradient(of, [draw(a), draw(b, 0.5, 2)])).toBeLessThan(1e-6)
  })
  test('with a number on either side', () => {
    expect(checkGradient((x) => of(of(2.5, x), 3), [draw([3], 0.5, 2)])).toBeLessThan(1e-6)
  })
})

test.each([
  [3, 4, 5],
  [1, 1, 1],
  [2, 0, 3],
  [7, 5, 1],
  [0, 2, 2],
])('matmul [%i, %i] · [%i], in all transposes', (m, inner, n) => {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const [a, b] = [draw(transposeA ? [inner, m] : [m, inner]), draw(transposeB ? [n, inner] : [inner, n])]
      expect(checkGradient((x, y) => ops.matmul(x, y, { transposeA, transposeB }), [a, b])).toBeLessThan(1e-6)
    }
  }
})

test.each([
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [3, 4],
    [2, 4, 2],
  ],
  [
    [2, 1, 3, 2],
    [4, 2, 3],
  ],
  [
    [0, 3, 2],
    [2, 2],
  ],
])('many products at once: %j · %j', (a, b) => {
  expect(checkGradient((x, y) => ops.matmul(x, y), [draw(a), draw(b)])).toBeLessThan(1e-6)
})

test.each([{ relu: false }, { relu: true }, { relu: false, keep: 0.5 }, { relu: true, keep: 0.5 }])(
  'affine %j',
  ({ relu, keep }) => {
    const plan = keep ? ops.maskSpec({ shape: [5, 4], dtype: 'float64' }, { key: k, keep }) : undefined
    const epilogue = { relu, mask: plan as ops.MaskSpec | undefined }
    expect(
      checkGradient((x, w, b) => ops.affine(x, w, b, epilogue), [draw([5, 3]), draw([3, 4]), draw([4])]),
    ).toBeLessThan(1e-6)
    const higher = {
      relu,
      mask: (keep && ops.maskSpec({ shape: [2, 3, 4], dtype: 'float64' }, { key: k, keep })) || undefined,
    }
    expect(
      checkGradient(
        (x, w, b) => ops.affine(x, w, b, higher as ops.Epilogue),
        [draw([2, 3, 3]), draw([3, 4]), draw([4])],
      ),
    ).toBeLessThan(1e-6)
  },
)

test('slice, also of a slice and of nothing', () => {
  expect(checkGradient((x) => ops.slice(x, 1, 1, 3), [draw([3, 4])])).toBeLessThan(1e-6)
  expect(checkGradient((x) => ops.slice(ops.slice(ops.transpose(x), 0, -3), -1, 0, -1), [draw([3, 4])])).toBeLessThan(
    1e-6,
  )
  expect(checkGradient((x) => ops.add(ops.slice(x, 0, 0, 2), ops.slice(x, 0, 1)), [draw([3])])).toBeLessThan(1e-6)
  expect(ops.slice(draw([3, 4]), 0, 2, 2).shape).toEqual([0, 4])
})

test('gatherRows, scatterAddRows and where', () => {
  expect(checkGradient((x) => ops.gatherRows(x, indices), [draw([3, 4])])).toBeLessThan(1e-6)
  expect(checkGradient((x) => ops.scatterAddRows(x, indices, 4), [draw([3, 2])])).toBeLessThan(1e-6)
  expect(checkGradient((a, b) => ops.where(mask, a, b), [draw([2, 3]), draw([3])])).toBeLessThan(1e-6)
  expect(checkGradient((a) => ops.where(mask, a, 0), [draw([3])])).toBeLessThan(1e-6)
})

test('a wrong gradient is noticed', () => {
  const wrong = (x: Tensor) =>
    ops.record(ops.square(ops.tensor(x.readSync(), { shape: x.shape })), {
      op: 'wrong',
      inputs: [x],
      saved: [x],
      backward: (grad, [input]) => [ops.mul(grad, input!)],
    })
  expect(checkGradient(wrong, [draw([3])])).toBeGreaterThan(0.1)
})
