import { foldIn, key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { backward, type MaskSpec, planMask, tensor } from '../src/index.ts'

const f = Math.fround
let drawn = 0
/** Values in [−1, 1) of which a share are exact zeros. */
const values = (length: number, nonzero = 1) => {
  const place = foldIn(key('orders'), drawn++)
  const [draws, choice] = [uniform(foldIn(place, 0), length), uniform(foldIn(place, 1), length)]
  return draws.map((u, i) => (choice[i]! < nonzero ? 2 * u - 1 : 0))
}

/** The left fold of each 4,096 terms, from +0; then of these sums. */
function sumInChunks(n: number, term: (i: number) => number, round: (x: number) => number): number {
  let total = 0
  for (let start = 0; start < n; start += 4096) {
    let sum = 0
    for (let i = start; i < Math.min(n, start + 4096); i++) sum = round(sum + term(i))
    total = round(total + sum)
  }
  return total
}

test.each([1, 0.6, 0.25, 0])(
  'matmul folds rounded products in chunks of 4,096, at a share of %d nonzeros',
  (nonzero) => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [2, 3, 4],
      [5, 7, 3],
      [9, 130, 17],
      [33, 64, 31],
      [4, 0, 3],
      [0, 3, 2],
      [3, 2, 0],
      [3, 4095, 2],
      [2, 4096, 5],
      [3, 4097, 9],
      [2, 8192, 3],
      [3, 10000, 2],
    ] as const) {
      const [a, b] = [values(m * k, nonzero), values(k * n)]
      const fold = (round: (x: number) => number, i: number, j: number) =>
        sumInChunks(k, (p) => round(a[i * k + p]! * b[p * n + j]!), round)
      for (const [dtype, round] of [
        ['float32', f],
        ['float64', (x: number) => x],
      ] as const) {
        const [left, right] = [tensor(a, { shape: [m, k], dtype }), tensor(b, { shape: [k, n], dtype })]
        const truth = Array.from({ length: m * n }, (_, at) => fold(round, Math.floor(at / n), at % n))
        expect(Array.from(ops.matmul(left, right).readSync())).toEqual(truth)
        const [leftT, rightT] = [ops.contiguous(ops.transpose(left)), ops.contiguous(ops.transpose(right))]
        expect(Array.from(ops.matmul(leftT, rightT, { transposeA: true, transposeB: true }).readSync())).toEqual(truth)
      }
    }
  },
)

test('sums go in chunks of 4,096 and eight partial sums', () => {
  for (const n of [0, 1, 7, 8, 9, 100, 4095, 4096, 4097, 10000]) {
    const x = values(n)
    const chunks: number[] = []
    for (let start = 0; start < n; start += 4096) {
      const parts = Array.from({ length: 8 }, (_, lane) => {
        let sum = 0
        for (let i = start + lane; i < Math.min(n, start + 4096); i += 8) sum = f(sum + x[i]!)
        return sum
      })
      const pair = (i: number, j: number) => f(parts[i]! + parts[j]!)
      chunks.push(f(f(pair(0, 4) + pair(2, 6)) + f(pair(1, 5) + pair(3, 7))))
    }
    const total = chunks.reduce((sum, chunk) => f(sum + chunk), 0)
    expect(ops.sum(tensor(x)).readSync()[0]).toBe(total)
    expect(ops.sum(ops.transpose(tensor(x, { shape: [n, 1] })), 1).readSync()[0]).toBe(total)
  }
})

test('sums of axes, of integers, and of what is not contiguous', () => {
  const x = tensor([
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8],
    ],
  ])
  expect(ops.sum(x, [0, 2]).readSync()).toEqual(Float32Array.of(14, 22))
  expect(ops.sum(ops.transpose(x), -1).readSync()).toEqual(Float32Array.of(6, 10, 8, 12))
  expect(ops.sum(tensor(Int32Array.of(2 ** 30, 2 ** 30))).readSync()).toEqual(Int32Array.of(-(2 ** 31)))
  expect(() => ops.sum(tensor(Uint8Array.of(1)))).toThrow('sum does not take uint8, where it would overflow')
  expect(
    ops
      .max(
        tensor([
          [1, Number.NaN],
          [3, 2],
        ]),
        1,
      )
      .readSync(),
  ).toEqual(Float32Array.of(Number.NaN, 3))
  expect(
    ops
      .argmax(
        tensor([
          [1, 3, 3],
          [5, 2, 1],
        ]),
      )
      .readSync(),
  ).toEqual(Int32Array.of(1, 0))
})

test.each([[[12]], [[3, 4]], [[2, 3, 2]]])(
  'affine of %j rows with its epilogue gives the bits of the separate operations, forward and backward',
  (rows) => {
    const [x, w, b] = [values(60), values(40), values(8)].map((data, i) =>
      tensor(data, { shape: [[...rows, 5], [5, 8], [8]][i]!, requiresGrad: true }),
    ) as [ops.Tensor, ops.Tensor, ops.Tensor]
    const options = { key: key(9), keep: 0.5, row: 100 }
    const spec = planMask({ shape: [...rows, 8], dtype: 'float32' }, options) as MaskSpec
    for (const relu of [false, true]) {
      for (const mask of [undefined, spec]) {
        const fused = () => ops.affine(x, w, b, { relu, mask })
        const separate = () => {
          const sum = ops.reshape(ops.add(ops.matmul(ops.reshape(x, [12, 5]), w), b), [...rows, 8])
          const active = relu ? ops.relu(sum) : sum
          return mask ? ops.dropout(active, options) : active
        }
        const [one, two] = [fused, separate].map((run) => {
          const y = run()
          return [y.readSync(), ...backward(ops.sum(ops.square(y)), [x, w, b]).map((gradient) => gradient.readSync())]
        })
        expect(one).toEqual(two)
      }
    }
  },
)

test('rows taken out of a batch have its masks; below rank 2, and where axis 0 is shared, there is one row', () => {
  const options = { key: key(3), keep: 0.5 }
  const rows = [2 ** 32 + 1, 3, 3, 0]
  const taken = ops.dropoutMask(tensor(new Float32Array(40), { shape: [4, 10] }), { ...options, row: rows }).readSync()
  rows.forEach((row, k) => {
    const alone = ops.dropoutMask(tensor(new Float32Array(10), { shape: [1, 10] }), { ...options, row })
    expect(taken.slice(10 * k, 10 * k + 10)).toEqual(alone.readSync())
  })
  const line = tensor(new Float32Array(40))
  expect(ops.dropoutMask(line, { ...options, row: rows }).readSync()).toEqual(ops.dropoutMask(line, options).readSync())
  const shared = { ...options, sharedAxes: [0], row: rows }
  expect(ops.dropoutMask(tensor(new Float32Array(40), { shape: [4, 10] }), shared).readSync()).toEqual(
    ops.dropoutMask(tensor(new Float32Array(10), { shape: [1, 10] }), options).readSync(),
  )
})

test('the gradient of rows taken out follows the rows of the call, whatever becomes of their list', () => {
  const x = tensor(new Float32Array(30).fill(1), { shape: [3, 10], requiresGrad: true })
  const row = [9, 4, 4]
  const y = ops.dropout(x, { key: key(3), keep: 0.5, row })
  row.fill(0)
  expect(backward(ops.sum(y), x).readSync()).toEqual(y.readSync())
})

test('dropout selects: Inf and NaN that are dropped become 0, and their gradient is 0', () => {
  const x = tensor(
    new Float32Array(4096).map((_, i) => [Infinity, Number.NaN, -Infinity, 1][i % 4]!),
    { shape: [64, 64], requiresGrad: true },
  )
  const options = { key: key(3), keep: 0.3 }
  const y = ops.dropout(x, options)
  const [mask, out, gradient] = [
    ops.dropoutMask(x, options).readSync(),
    y.readSync(),
    backward(ops.sum(y), x).readSync(),
  ]
  out.forEach((value, i) => {
    expect(value).toBe(mask[i] ? [Infinity, Number.NaN, -Infinity, f(1 / 0.3)][i % 4] : 0)
    expect(gradient[i]).toBe(mask[i] ? f(1 / 0.3) : 0)
  })
})
