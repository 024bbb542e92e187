import { key } from '@thinned/rng'
import { affine, type Backend, matmul, planMask, scope, type Tensor, tensor, transpose } from '@thinned/tensor'
import { afterAll, expect, test } from 'vitest'
import { type WasmBackend, wasm } from '../index.ts'

const backends: Record<string, WasmBackend> = {
  '1 thread': await wasm({ threads: 1 }),
  '2 threads': await wasm({ threads: 2 }),
  '128 bits': await wasm({ threads: 2, revectorize: false }),
}
afterAll(() => {
  for (const backend of Object.values(backends)) backend.close()
})

/** A stream of numbers: in −1 … 1 with probability `density`, else 0. It does not repeat within a test. */
function stream(seed: number): (density: number) => number {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x80000000
  }
  return (density) => (next() < density ? next() * 2 - 1 : 0)
}

const values = (n: number, density: number, seed: number): Float32Array => {
  const draw = stream(seed)
  return Float32Array.from({ length: n }, () => draw(density))
}

const shapes = [
  [1, 1, 1],
  [3, 5, 7],
  [17, 130, 65],
  [64, 64, 64],
  [33, 257, 10],
  [300, 129, 83],
  [1, 300, 1],
  [5, 1, 9],
  [7, 4097, 20],
  [128, 300, 192],
  [600, 130, 70],
  [2, 0, 3],
  [0, 3, 2],
] as const

/** All products of a shape: dense and sparse, each operand plain and transposed, with and without an epilogue. */
function products([m, k, n]: readonly [number, number, number], backend?: Backend): Float32Array[] {
  const on = backend ? { backend } : {}
  const make = (rows: number, columns: number, transposed: boolean, density: number): Tensor => {
    const flat = values(rows * columns, density, rows + columns)
    return transposed
      ? transpose(tensor(flat, { shape: [columns, rows], ...on }))
      : tensor(flat, { shape: [rows, columns], ...on })
  }
  const mask = planMask(
    { shape: [m, n], dtype: 'float32' },
    { key: key(1), keep: 0.5, row: 4294967290, sharedAxes: [] },
  )
  return [0.1, 0.95].flatMap((density) =>
    [false, true].flatMap((transposeA) =>
      [false, true].flatMap((transposeB) =>
        scope(() => {
          const [a, b] = [make(m, k, transposeA, density), make(k, n, transposeB, 1)]
          const bias = tensor(values(n, 1, 3), on)
          return [
            matmul(a, b).readSync() as Float32Array,
            affine(a, b, bias, { relu: true, mask: mask as never }).readSync() as Float32Array,
            affine(a, b, bias, { relu: true }).readSync() as Float32Array,
            affine(a, b, undefined, { relu: false, mask: mask as never }).readSync() as Float32Array,
          ]
        }),
      ),
    ),
  )
}

test.each(Object.keys(backends))('products have the bits of the reference (%s)', (name) => {
  const backend = backends[name]!
  for (const shape of shapes) {
    const expected = products(shape)
    products(shape, backend).forEach((actual, i) => {
      const wrong = actual.findIndex((value, j) => !Object.is(value, expected[i]![j]))
      expect(wrong, `${shape} number ${i}: ${actual[wrong]} at ${wrong} instead of ${expected[i]![wrong]}`).toBe(-1)
    })
  }
  expect([...backend.fallbacks]).toEqual([])
  expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
})

test.each([true, false])('relaxed products keep the digits of long sums (revectorize: %s)', async (revectorize) => {
  const backend = await wasm({ threads: 1, precision: 'relaxed', revectorize })
  const k = 100_000
  for (const density of [1, 0.5]) {
    const a = values(k, density, 5).map((value) => (value === 0 ? 0 : 0.1))
    const exact = a.reduce((sum, value) => sum + value, 0)
    const [left, right] = [
      tensor(a, { shape: [1, k], backend }),
      tensor(new Float32Array(k).fill(1), { shape: [k, 1], backend }),
    ]
    expect(Math.abs(matmul(left, right).readSync()[0]! / exact - 1)).toBeLessThan(1e-4)
  }
  backend.close()
})

test('Infinity and NaN beside zeros: a skipped 0 · Inf gives no NaN, and a NaN in a stays', () => {
  const backend = backends['1 thread']!
  // Longer than a small product.
  const rest = 600
  const a = tensor(
    [
      [0, 0, 0, 1, ...new Array(rest).fill(0)],
      [0, 0, 0, Number.NaN, ...new Array(rest).fill(0)],
    ],
    { backend },
  )
  const b = tensor([[Infinity], [1], [1], [2], ...new Array(rest).fill([1])], { backend })
  expect(Array.from(matmul(a, b).readSync())).toEqual([2, Number.NaN])
})
