import { foldIn, key, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { backward, type Tensor, tensor } from '../src/index.ts'

// Sums of more than 4,096 terms, against independent implementations of their order, and against sums in float64.

const f = Math.fround
let drawn = 0
const values = (length: number, nonzero = 1): Float32Array => {
  const place = foldIn(key('long sums'), drawn++)
  const [draws, choice] = [uniform(foldIn(place, 0), length), uniform(foldIn(place, 1), length)]
  return draws.map((u, i) => (choice[i]! < nonzero ? 2 * u - 1 : 0))
}

/** The float32 left fold of each 4,096 terms, from +0; then of these sums. */
function sumInChunks(terms: readonly number[]): number {
  let total = 0
  for (let start = 0; start < terms.length; start += 4096)
    total = f(total + terms.slice(start, start + 4096).reduce((sum, term) => f(sum + term), 0))
  return total
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const numbers = (x: Tensor): number[] => Array.from(x.readSync())

test.each([1, 0.3])(
  'a convolution and its gradients go in chunks of taps · channels, of outputs, of positions (%d nonzeros)',
  (nonzero) => {
    for (const [batch, time, taps, channels, outs, groups] of [
      [2, 1400, 1366, 3, 2, 1],
      [1, 2101, 2100, 4, 4, 2],
      [2, 4100, 4099, 1, 8, 1],
      [1, 4102, 4098, 4, 4, 4],
      [2, 4097, 1, 2, 3, 1],
      [3, 2800, 2, 4, 8, 4],
      [1, 3, 2, 1, 4097, 1],
    ] as const) {
      const [ins, each, positions] = [channels / groups, outs / groups, time - taps + 1]
      const x = values(batch * time * channels, nonzero)
      const weight = values(taps * ins * outs)
      const grad = values(batch * positions * outs, nonzero)
      const xAt = (b: number, t: number, c: number) => x[(b * time + t) * channels + c]!
      const weightAt = (t: number, i: number, o: number) => weight[(t * ins + i) * outs + o]!
      const gradAt = (b: number, p: number, o: number) => grad[(b * positions + p) * outs + o]!
      const group = (o: number) => Math.floor(o / each)
      const y = range(Math.min(batch * positions * outs, 24)).map((at) => {
        const [o, p, b] = [at % outs, Math.floor(at / outs) % positions, Math.floor(at / outs / positions)]
        const terms = range(taps * ins).map((k) => {
          const [t, i] = [Math.floor(k / ins), k % ins]
          return f(xAt(b, p + t, group(o) * ins + i) * weightAt(t, i, o))
        })
        return sumInChunks(terms)
      })
      const ofWeight = range(Math.min(weight.length, 16)).map((at) => {
        const [o, i, t] = [at % outs, Math.floor(at / outs) % ins, Math.floor(at / outs / ins)]
        const terms = range(batch * positions).map((k) => {
          const [b, p] = [Math.floor(k / positions), k % positions]
          return f(xAt(b, p + t, group(o) * ins + i) * gradAt(b, p, o))
        })
        return sumInChunks(terms)
      })
      const ofInput = range(Math.min(x.length, 20)).map((at) => {
        const [c, t, b] = [at % channels, Math.floor(at / channels) % time, Math.floor(at / channels / time)]
        const [g, i] = [Math.floor(c / ins), c % ins]
        let sum = 0
        for (let p = Math.max(0, t - taps + 1); p < Math.min(positions, t + 1); p++)
          sum = f(
            sum + sumInChunks(range(each).map((o) => f(gradAt(b, p, g * each + o) * weightAt(t - p, i, g * each + o)))),
          )
        return sum
      })
      const leaves = [
        tensor(x, { shape: [batch, time, channels], requiresGrad: true }),
        tensor(weight, { shape: [taps, ins, outs], requiresGrad: true }),
      ] as const
      const out = ops.conv1d(...leaves, undefined, { groups })
      const gradients = backward(ops.sum(ops.mul(out, tensor(grad, { shape: out.shape }))), [...leaves]).map(numbers)
      expect(numbers(out).slice(0, y.length)).toEqual(y)
      expect(gradients[1]!.slice(0, ofWeight.length)).toEqual(ofWeight)
      expect(gradients[0]!.slice(0, ofInput.length)).toEqual(ofInput)
    }
  },
)

test('an average pool goes in chunks of the elements of its window', () => {
  for (const [time, size] of [
    [4096, 4096],
    [4098, 4097],
    [10_000, 10_000],
  ] as const) {
    const x = values(time * 2)
    const truth = range((time - size + 1) * 2).map((at) => {
      const [channel, position] = [at % 2, Math.floor(at / 2)]
      return f(sumInChunks(range(size).map((i) => x[(position + i) * 2 + channel]!)) / size)
    })
    const pooled = ops.averagePool1d(tensor(x, { shape: [1, time, 2] }), [size], { stride: 1 })
    expect(numbers(pooled)).toEqual(truth)
  }
})

test('scatterAdd goes in chunks of the terms of each row', () => {
  const n = 21_000
  const [x, places] = [values(n * 2), uniform(key('places'), n)]
  const indices = Int32Array.from(places, (u) => (u < 0.7 ? 1 : u < 0.95 ? 3 : u < 0.97 ? 4 : 0))
  const truth = range(5 * 2).map((at) => {
    const [column, row] = [at % 2, Math.floor(at / 2)]
    return sumInChunks(
      range(n)
        .filter((i) => indices[i] === row)
        .map((i) => x[i * 2 + column]!),
    )
  })
  expect(numbers(ops.scatterAdd(tensor(x, { shape: [n, 2] }), tensor(indices), 5))).toEqual(truth)
})

test('cumulative sums go in chunks: the last result before the chunk, plus the sum within it', () => {
  for (const n of [1, 4095, 4096, 4097, 8192, 10_000]) {
    const x = values(n * 2)
    const truth = (reverse: boolean): number[] => {
      const out = new Array<number>(2 * n)
      for (const column of [0, 1]) {
        let [before, sum] = [0, 0]
        for (const i of range(n)) {
          const at = 2 * (reverse ? n - 1 - i : i) + column
          if (i % 4096 === 0) [before, sum] = [f(before + sum), 0]
          sum = f(sum + x[at]!)
          out[at] = f(before + sum)
        }
      }
      return out
    }
    const table = tensor(x, { shape: [n, 2] })
    expect(numbers(ops.cumsum(table, 0))).toEqual(truth(false))
    expect(numbers(ops.cumsum(table, 0, { reverse: true }))).toEqual(truth(true))
  }
})

test('long sums keep their digits', () => {
  const n = 1 << 18
  const tenths = ops.full([n], 0.1)
  const exact = n * f(0.1)
  const relative = (value: number): number => Math.abs(value / exact - 1)
  const column = ops.reshape(tenths, [n, 1])
  const row = ops.reshape(tenths, [1, n])
  const sums = {
    matmul: ops.matmul(row, ops.ones([n, 1])),
    'gradient of a weight': ops.matmul(column, ops.ones([n, 1]), { transposeA: true }),
    cumsum: ops.slice(ops.cumsum(tenths), 0, n - 1, n),
    scatterAdd: ops.scatterAdd(column, ops.zeros([n], { dtype: 'int32' }), 1),
    'average pool': ops.mul(ops.averagePool1d(ops.reshape(tenths, [1, n, 1]), [n]), n),
    sum: ops.sum(tenths),
  }
  for (const [name, sum] of Object.entries(sums)) expect(relative(numbers(sum)[0]!), name).toBeLessThan(1e-4)
})
