import { key } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as create from './create.ts'
import {
  arange,
  broadcastTo,
  type DType,
  dtypes,
  full,
  ones,
  randomNormal,
  randomUniform,
  reference,
  referenceBackend,
  reshape,
  type Shape,
  slice,
  sumTo,
  type Tensor,
  TensorError,
  tensor,
  transpose,
  zeros,
} from './index.ts'
import type * as random from './random.ts'

/** Every function that makes a tensor of a given shape. A new one does not compile without a row. */
const creators: Record<
  Exclude<keyof typeof create | keyof typeof random, 'requireGrad' | 'arange'>,
  (shape: Shape) => Tensor
> = {
  full: (shape) => full(shape, 1),
  ones: (shape) => ones(shape),
  randomNormal: (shape) => randomNormal(key(1), shape),
  randomUniform: (shape) => randomUniform(key(1), shape),
  tensor: (shape) => tensor(Float32Array.of(1, 2), { shape }),
  zeros: (shape) => zeros(shape),
}
const names = Object.keys(creators) as (keyof typeof creators)[]

const wrong: readonly unknown[] = [
  [-1],
  [-2, 2],
  [2, -0.5],
  [1.5],
  [Number.NaN],
  [Infinity],
  [2 ** 53],
  [2 ** 45],
  [2 ** 25, 2 ** 25],
  [2 ** 40, 2 ** 40],
  new Array(200).fill(1e6),
  ['2'],
  [null],
  [undefined],
  [[2]],
  '2',
  2,
  {},
  null,
]

/** What a call throws, which is a TensorError and takes no memory. */
function refusal(call: () => unknown): string {
  const before = reference.memory()
  try {
    call()
  } catch (error) {
    expect(error).toBeInstanceOf(TensorError)
    expect(reference.memory()).toEqual(before)
    return (error as Error).message
  }
  throw new Error('it was not refused')
}

test.each(names)('%s refuses what is no shape, and shapes without memory for them', (name) => {
  // `tensor` without a shape has that of its values.
  for (const shape of wrong) if (!(name === 'tensor' && shape === null)) refusal(() => creators[name](shape as Shape))
})

test('an op that takes a shape refuses what is none', () => {
  const x = tensor([1])
  const takers = [
    (shape: Shape) => broadcastTo(x, shape),
    (shape: Shape) => sumTo(x, shape),
    (shape: Shape) => reshape(x, shape),
  ]
  for (const taker of takers)
    for (const shape of [[-3], [1.5], [Number.NaN], [-1, -1], ['1'], [null]]) refusal(() => taker(shape as Shape))
})

test('any extents give a tensor of them, or a TensorError', () => {
  const extent = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 45, 2 ** 60))
  fc.assert(
    fc.property(fc.array(extent, { maxLength: 5 }), fc.constantFrom(...names), (shape, name) => {
      const isRight =
        shape.every((n) => Number.isInteger(n) && n >= 0 && n < 4) &&
        (name !== 'tensor' || shape.reduce((a, b) => a * b, 1) === 2)
      if (isRight) {
        const made = creators[name](shape)
        expect(made.shape).toEqual(shape)
        made.dispose()
      } else if (!shape.includes(0) || !shape.every((n) => n >= 0 && n % 1 === 0)) refusal(() => creators[name](shape))
    }),
  )
})

const exact: Record<DType, number> = { uint8: 256, int32: 2 ** 31, float32: 2 ** 24 + 1, float64: 2 ** 53 }
test.each(dtypes)('arange in %s refuses lengths that are none, and numbers that it does not hold', (dtype) => {
  for (const length of [-1, 1.5, Number.NaN, Infinity, exact[dtype] + 1, 2 ** 54, '3', null, {}])
    expect(refusal(() => arange(length as number, { dtype }))).toBe(
      `arange was given the length ${formatValue(length)}; in ${dtype} it takes an integer from 0 to ${exact[dtype]}.`,
    )
  using numbers = arange(256, { dtype })
  expect([...numbers.readSync()]).toEqual(Array.from({ length: 256 }, (_, i) => i))
})

test('arange refuses a dtype that there is not', () => {
  expect(refusal(() => arange(3, { dtype: 'float16' as DType }))).toContain('float16')
})

test('a list that holds itself is refused at once, wherever it does', () => {
  const first: unknown[] = []
  first.push(first)
  const second: unknown[] = [1]
  second.push(second)
  const deep: unknown[] = [[1, 2]]
  deep.push([3, deep])
  expect(refusal(() => tensor(first as never))).toBe(
    'tensor was given lists in lists, more than 32 deep. A list that holds itself has no end.',
  )
  for (const list of [second, deep]) expect(refusal(() => tensor(list as never))).toContain('see values[1]')
})

test.each([
  [null, 'null'],
  [undefined, 'undefined'],
  ['1', '"1"'],
  [{}, '{}'],
  [[null], 'a list with null'],
  [['1'], 'a list with "1"'],
  [Promise.resolve(1), 'a Promise (await it)'],
  [[[undefined]], 'a list with undefined'],
  [BigInt64Array.of(1n), 'a BigInt64Array of 1'],
  [[Float32Array.of(1)], 'a list with a Float32Array of 1'],
])('the values %o are refused', (values, said) => {
  expect(refusal(() => tensor(values as never))).toBe(
    `tensor was given ${said}; it takes numbers, lists of numbers, Float32Array, Float64Array, Int32Array and Uint8Array.`,
  )
})

test.each([[[1, null]], [[1, 'x']], [[[1], 2]], [Object.assign(new Array(3), { 0: 1, 2: 3 })], [[[1, 2], [3]]]])(
  '%o is refused',
  (values) => {
    expect(refusal(() => tensor(values as never))).toContain('The nested values are not an array of shape')
  },
)

test('lists of 32 levels, and empty ones, are taken', () => {
  let nested: unknown = 7
  for (let level = 0; level < 32; level++) nested = [nested]
  expect(tensor(nested as never).rank).toBe(32)
  expect([tensor([]).shape, tensor([[], []]).shape]).toEqual([[0], [2, 0]])
})

test('an array that was transferred is refused', () => {
  const values = Float32Array.of(1, 2)
  structuredClone(values.buffer, { transfer: [values.buffer] })
  for (const options of [{}, { shape: [2] }, { shape: [0] }])
    expect(refusal(() => tensor(values, options))).toContain('transferred to another thread')
  expect(tensor(new Float32Array(0)).shape).toEqual([0])
})

test('a value that is no number is refused', () => {
  for (const value of ['1', null, undefined, 1n, Symbol('x')])
    expect(refusal(() => full([2], value as never))).toContain('it takes a number')
})

test('reading a part copies that part alone', async () => {
  const whole = referenceBackend()
  const lengths: number[] = []
  const backend = {
    ...whole,
    read: async (...range: Parameters<typeof whole.read>) => {
      const values = await whole.read(...range)
      lengths.push(values.length)
      return values
    },
    readSync: (...range: Parameters<typeof whole.read>) => {
      const values = whole.readSync!(...range)
      lengths.push(values.length)
      return values
    },
  }
  const x = tensor(
    Float32Array.from({ length: 5000 }, (_, i) => i),
    { shape: [100, 50], backend },
  )
  const parts = [
    slice(x, 0, 5, 6),
    slice(slice(x, 0, 7, 9), 1, 3, 5),
    transpose(slice(x, 0, 0, 2)),
    slice(x, 0, 3, 3),
    x,
  ]
  for (const part of parts) {
    lengths.length = 0
    expect(await part.read()).toEqual(part.readSync())
    expect(lengths).toEqual([part.size, part.size])
  }
  expect([...parts[1]!.readSync()]).toEqual([353, 354, 403, 404])
})

test('numbers that an array of integers does not hold are refused', () => {
  for (const [value, dtype] of [
    [Number.NaN, 'int32'],
    [1.5, 'int32'],
    [2 ** 31, 'int32'],
    [300, 'uint8'],
    [-1, 'uint8'],
  ] as const) {
    const message = `${value} at 0, which ${dtype} does not hold`
    expect(() => tensor([value], { dtype })).toThrow(message)
    expect(() => tensor(Float64Array.of(value), { dtype })).toThrow(message)
    expect(() => full([2], value, { dtype })).toThrow(message)
  }
  expect(tensor([-0, 255], { dtype: 'uint8' }).readSync()).toEqual(Uint8Array.of(0, 255))
})

test('the given array stays with the caller: what happens to it later does not matter', () => {
  const given = Float32Array.of(1, 2)
  const x = tensor(given)
  given[0] = 9
  expect([...x.readSync()]).toEqual([1, 2])
})
