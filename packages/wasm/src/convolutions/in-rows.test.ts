import { key, normal, uniform } from '@thinned/rng'
import { type Backend, backward, conv2d, mul, reference, scope, sum, tensor } from '@thinned/tensor'
import { afterAll, expect, test } from 'vitest'
import { wasm } from '../index.ts'

const backends = {
  '1 thread': await wasm({ threads: 1 }),
  '3 threads': await wasm({ threads: 3 }),
  '128 bits': await wasm({ threads: 2, revectorize: false }),
}
afterAll(() => {
  for (const backend of Object.values(backends)) backend.close()
})

const cases = [
  { x: [2, 20, 17, 16], weight: [3, 3, 16, 48], stride: 1, padding: 'same' },
  { x: [3, 15, 13, 20], weight: [5, 4, 20, 96], stride: [2, 3], padding: 'same' },
  { x: [2, 9, 40, 40], weight: [1, 3, 40, 17], stride: 1, padding: 'valid' },
  // Sums over more than SUM_CHUNK positions, and lists of some volumes at a time.
  { x: [5, 64, 64, 32], weight: [1, 1, 32, 32], stride: 1, padding: 'valid' },
] as const

const values = (n: number, density: number, seed: string): Float32Array => {
  const chosen = uniform(key(`${seed} chosen`), n)
  return normal(key(seed), n).map((value, i) => (chosen[i]! < density ? value : 0))
}

test.each(cases)('a sparse convolution of $x by $weight has the bits of the reference', ({ x, weight, ...options }) => {
  const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)
  const results = (backend: Backend): Float32Array[] =>
    scope(() => {
      const made = (shape: readonly number[], density: number, seed: string) =>
        tensor(values(sizeOf(shape), density, seed), { shape, backend, requiresGrad: true })
      const [images, kernel, bias] = [made(x, 0.3, 'x'), made(weight, 1, 'weight'), made([weight[3]], 1, 'bias')]
      const y = conv2d(images, kernel, bias, { ...options, epilogue: { relu: true } })
      const gradients = backward(sum(mul(y, made(y.shape, 0.3, 'gradient'))), [images, kernel])
      return [y, ...gradients].map((result) => result.readSync() as Float32Array)
    })
  const expected = results(reference)
  for (const backend of Object.values(backends)) {
    const different = results(backend).map((result, i) => result.findIndex((value, j) => value !== expected[i]![j]))
    expect(different).toEqual([-1, -1, -1])
    expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
    expect([...backend.fallbacks]).toEqual([])
  }
})
