import { type Backend, type DType, scope, type Tensor, tensor } from '@thinned/tensor'
import { afterAll, expect } from 'vitest'
import { type WasmBackend, wasm } from '../src/index.ts'

export const backends: Record<string, WasmBackend> = {
  '1 thread': await wasm({ threads: 1, revectorize: false }),
  '2 threads': await wasm({ threads: 2 }),
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

const drawn = new Map<string, readonly number[]>()

/** Numbers of all magnitudes, with special ones; integers for integer dtypes. */
function values(n: number, dtype: DType, seed: number): readonly number[] {
  const name = `${n} ${dtype} ${seed}`
  if (!drawn.has(name)) drawn.set(name, draw(n, dtype, seed))
  return drawn.get(name)!
}

function draw(n: number, dtype: DType, seed: number): number[] {
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

export type Make = (shape: readonly number[], seed: number, dtype?: DType) => Tensor
export type Limit = (value: number) => number

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

/** Expects the bits of the reference from `compute` on every backend. */
export function same(compute: (make: Make) => Tensor[], limit: Limit = (value) => value): void {
  const results = (backend?: Backend): ArrayLike<number>[] =>
    scope(() => compute(makeOn(backend, limit)).map((result) => result.readSync()))
  const expected = results()
  for (const [name, backend] of Object.entries(backends)) {
    const { buffers } = backend.memory()
    const actual = results(backend)
    expect(backend.memory().buffers).toBe(buffers)
    expect([...backend.fallbacks]).toEqual([])
    expected.forEach((correct, result) => {
      const values = actual[result]!
      expect(values.length).toBe(correct.length)
      for (let i = 0; i < correct.length; i++)
        if (!Object.is(correct[i], values[i]))
          expect.fail(`${name}, result ${result}, element ${i}: ${values[i]} instead of ${correct[i]}`)
    })
  }
}
