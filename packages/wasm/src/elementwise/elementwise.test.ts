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
  full,
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
import { expect, test } from 'vitest'
import { backends, type Limit, type Make, same } from '../../test/same.ts'

const sizes = [0, 1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 255, 4097, 8192, 8193, 20001]

/** Moves numbers into the range of sin and cos. */
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

test('kernels write to any view, and over an operand', () => {
  same((make) => {
    const matrix = make([40, 60], 1)
    const [a, b] = [make([40, 20], 2), make([20], 3)]
    const { kernels } = matrix.backend
    const row = { ...b.view, shape: a.shape, strides: [0, 1] }
    kernels.add!(slice(matrix, 1, 7, 27).view, a.view, row)
    kernels.exp!(transpose(slice(slice(matrix, 1, 30, 50), 0, 3, 23)).view, slice(a, 0, 0, 20).view)
    kernels.mul!(a.view, a.view, row)
    kernels.fill!(slice(matrix, 1, 55, 58).view, 0.3)
    return [matrix, a]
  })
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
          expect(full([n], value, { dtype, backend }).readSync()).toEqual(full([n], value, { dtype }).readSync()),
        )
})
