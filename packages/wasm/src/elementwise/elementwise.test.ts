import {
  abs,
  add,
  type Backend,
  cos,
  type DType,
  div,
  equal,
  erf,
  exp,
  expm1,
  fill,
  greater,
  log,
  log1p,
  mul,
  neg,
  pow,
  relu,
  scope,
  sigmoid,
  sin,
  slice,
  sqrt,
  square,
  sub,
  type Tensor,
  tanh,
  tensor,
  transpose,
  where,
} from '@thinned/tensor'
import { afterAll, expect, test } from 'vitest'
import { type WasmBackend, wasm } from '../index.ts'

const backends: Record<string, WasmBackend> = {
  '1 thread': await wasm({ threads: 1, revectorize: false }),
  '2 threads': await wasm({ threads: 2, revectorize: false }),
}
afterAll(() => {
  for (const backend of Object.values(backends)) backend.close()
})

const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  Infinity,
  -Infinity,
  Number.NaN,
  1e-45,
  -1e-45,
  1.1754942e-38,
  1.1754944e-38,
  -1e-38,
  3.4e38,
  -3.4e38,
  88.7,
  89.5,
  -87.4,
  -103.9,
  -104.5,
  0.55,
  0.35,
  -0.35,
  -0.29,
  0.41,
  2,
  2.5,
  5.99,
  6,
  -6,
  9.1,
  20,
  0.70710684,
  1.4142137,
  1e-10,
  16777216,
  300,
  1000.5,
  1e10,
]

/** Numbers of all sizes, the special ones among them; integers for integer dtypes. */
function values(n: number, dtype: DType, seed: number): number[] {
  let state = seed * 2654435761
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  const word = new Uint32Array(1)
  const float = new Float32Array(word.buffer)
  return Array.from({ length: n }, () => {
    const kind = next()
    if (dtype === 'int32') return kind < 0.3 ? Math.floor(next() * 4) : Math.floor((next() - 0.5) * 4294967296)
    if (dtype === 'uint8') return kind < 0.3 ? Math.floor(next() * 3) : Math.floor(next() * 256)
    if (kind < 0.2) return special[Math.floor(next() * special.length)]!
    if (kind < 0.4) {
      word[0] = Math.floor(next() * 4294967296)
      return float[0]!
    }
    return (next() - 0.5) * (kind < 0.7 ? 4 : 200)
  })
}

type Make = (shape: readonly number[], seed: number, dtype?: DType) => Tensor
type Limit = (value: number) => number

const makeOn =
  (backend: Backend | undefined, limit: Limit): Make =>
  (shape, seed, dtype = 'float32') => {
    const n = shape.reduce((product, extent) => product * extent, 1)
    const numbers = values(n, dtype, seed).map(limit)
    return tensor(cast1(dtype, numbers), { shape, ...(backend ? { backend } : {}) })
  }

function cast1(dtype: DType, numbers: readonly number[]): Float32Array | Int32Array | Uint8Array {
  if (dtype === 'float32') return Float32Array.from(numbers)
  return dtype === 'int32' ? Int32Array.from(numbers) : Uint8Array.from(numbers)
}

/** The results of `compute` on every backend are those of the reference, to the last bit. */
function same(compute: (make: Make) => Tensor[], limit: Limit = (value) => value): void {
  const results = (backend?: Backend): ArrayLike<number>[] =>
    scope(() => compute(makeOn(backend, limit)).map((result) => result.readSync()))
  const expected = results()
  for (const [name, backend] of Object.entries(backends)) {
    const { buffers } = backend.memory()
    const got = results(backend)
    expect(backend.memory().buffers).toBe(buffers)
    expect([...backend.fallbacks]).toEqual([])
    expected.forEach((wanted, case_) => {
      const at = Array.from(wanted).findIndex((value, i) => !Object.is(value, got[case_]![i]))
      if (at >= 0 || got[case_]!.length !== wanted.length)
        expect.fail(`${name}, result ${case_}, element ${at}: ${got[case_]![at]} instead of ${wanted[at]}`)
    })
  }
}

const sizes = [0, 1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 255, 4097, 8192, 8193, 20001]

/** Numbers that sin and cos take. */
const withinRange: Limit = (value) => (Math.abs(value) <= 8192 || Number.isNaN(value) ? value : value % 8192 || 0)

const unary: Record<string, { readonly of: (x: Tensor) => Tensor; readonly limit?: Limit }> = {
  abs: { of: abs },
  neg: { of: neg },
  square: { of: square },
  sqrt: { of: sqrt },
  relu: { of: relu },
  exp: { of: exp },
  log: { of: log },
  tanh: { of: tanh },
  sigmoid: { of: sigmoid },
  log1p: { of: log1p },
  expm1: { of: expm1 },
  erf: { of: erf },
  sin: { of: sin, limit: withinRange },
  cos: { of: cos, limit: withinRange },
}

test.each(Object.keys(unary))('%s gives the bits of the reference', (name) => {
  const { of, limit } = unary[name]!
  same((make) => {
    const x = make([9, 14], 3)
    return [
      ...sizes.map((n) => of(make([n], n + 1))),
      of(transpose(x)),
      of(slice(x, 1, 2, 9)),
      of(slice(make([300], 4), 0, 3, 260)),
    ]
  }, limit)
})

const shapesOf = [
  [[7, 300], [300]],
  [[300], [7, 300]],
  [[40, 10], [10]],
  [[10], [2000, 10]],
  [
    [1500, 10],
    [1500, 1],
  ],
  [
    [33, 270],
    [33, 1],
  ],
  [
    [33, 1],
    [33, 270],
  ],
  [
    [33, 1],
    [1, 270],
  ],
  [
    [5, 1],
    [1, 6],
  ],
  [[40, 300], []],
  [[], [40, 300]],
  [[], []],
  [
    [2, 3, 4],
    [3, 1],
  ],
  [
    [2, 1, 300],
    [5, 1],
  ],
] as const

function binaryCases(of: (a: Tensor, b: Tensor) => Tensor, make: Make, dtype: DType): Tensor[] {
  const [x, y] = [make([20, 30], 8, dtype), make([30, 20], 9, dtype)]
  return [
    ...sizes.map((n) => of(make([n], n + 1, dtype), make([n], n + 2, dtype))),
    ...shapesOf.map(([a, b]) => of(make(a, 5, dtype), make(b, 6, dtype))),
    of(x, transpose(y)),
    of(transpose(x), y),
    of(slice(x, 1, 3, 20), slice(transpose(y), 1, 5, 22)),
    of(slice(make([999], 1, dtype), 0, 1, 990), slice(make([999], 2, dtype), 0, 7, 996)),
  ]
}

const binary: Record<string, { readonly of: (a: Tensor, b: Tensor) => Tensor; readonly dtypes: readonly DType[] }> = {
  add: { of: add, dtypes: ['float32', 'int32', 'uint8'] },
  sub: { of: sub, dtypes: ['float32', 'int32', 'uint8'] },
  mul: { of: mul, dtypes: ['float32', 'int32', 'uint8'] },
  div: { of: div, dtypes: ['float32'] },
  pow: { of: pow, dtypes: ['float32'] },
  equal: { of: equal, dtypes: ['float32', 'int32', 'uint8'] },
  greater: { of: greater, dtypes: ['float32', 'int32', 'uint8'] },
}

test.each(Object.keys(binary))('%s gives the bits of the reference', (name) => {
  const { of, dtypes } = binary[name]!
  for (const dtype of dtypes) same((make) => binaryCases(of, make, dtype))
})

test.each(['sin', 'cos'] as const)('%s refuses what the reference refuses', (name) => {
  const { of } = unary[name]!
  const message = (backend?: Backend): string => {
    const numbers = Float32Array.from({ length: 20_003 }, (_, i) => (i > 20_000 ? 8193 + i : -i / 4))
    try {
      scope(() => void of(tensor(numbers, { shape: [20_003], ...(backend ? { backend } : {}) })))
    } catch (error) {
      return `${error}`
    }
    return ''
  }
  expect(message()).toContain('8192')
  for (const backend of Object.values(backends)) expect(message(backend)).toBe(message())
})

test('select gives the bits of the reference', () => {
  for (const dtype of ['float32', 'int32', 'uint8'] as const) {
    same((make) => [
      ...sizes.map((n) => where(make([n], 3, 'uint8'), make([n], 4, dtype), make([n], 5, dtype))),
      ...binaryCases((a, b) => where(make([], 7, 'uint8'), a, b), make, dtype),
      where(make([30, 1], 7, 'uint8'), make([30, 400], 8, dtype), make([400], 9, dtype)),
      where(transpose(make([30, 40], 7, 'uint8')), make([40, 30], 8, dtype), make([], 9, dtype)),
    ])
  }
})

test('fill gives the bits of the reference', () => {
  for (const [dtype, value] of [
    ['float32', 0.1],
    ['float32', Number.NaN],
    ['int32', -7],
    ['uint8', 255],
  ] as const)
    for (const n of [...sizes, 100_000])
      for (const backend of Object.values(backends))
        scope(() =>
          expect(fill([n], value, { dtype, backend }).readSync()).toEqual(fill([n], value, { dtype }).readSync()),
        )
})
