import { key } from '@thinned/rng'
import { dropout, matmul, reference, scope, type Tensor, tensor, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { wasm } from '../src/index.ts'

test('the error for exhausted memory names the tensor, the bytes in use, and what to do', async () => {
  const backend = await wasm({ threads: 1, revectorize: false })
  using zero = zeros([250], { backend })
  const before = backend.memory()
  expect(() => zeros([40_000, 40_000], { backend })).toThrow(
    'The backend wasm could not make a tensor float32 [40000, 40000]. There is no memory for 1600000000 elements of float32: 1000 bytes are in use in 1 buffers, of 4294901760 at most. Dispose of tensors (scope, using) and of models (disposeParams), or use smaller batches.',
  )
  expect(backend.memory()).toEqual(before)
  expect(zero.readSync()).toEqual(new Float32Array(250))
})

test('tensors beyond the first 2 GiB give the same bits', async () => {
  const backend = await wasm({ threads: 2, revectorize: false })
  const far = backend.allocate('uint8', 2 ** 31)
  const compute = (on: typeof reference): ArrayLike<number> =>
    scope(() => {
      const make = (seed: number): Tensor =>
        tensor(
          Float32Array.from({ length: 300 * 70 }, (_, i) => ((i * seed) % 1009) / 1009 - 0.5),
          { shape: [300, 70], backend: on },
        )
      return matmul(dropout(make(7919), { key: key(1), keep: 0.5 }), make(31), { transposeB: true }).readSync()
    })
  expect(compute(backend)).toEqual(compute(reference))
  backend.free(far)
  backend.close()
})

test('a steady-state step reuses freed memory', async () => {
  const backend = await wasm({ threads: 1, revectorize: false })
  const addresses = new Set<number>()
  for (let step = 0; step < 10; step++) {
    const storage = backend.allocate('float32', 1000)
    addresses.add((storage as unknown as { address: number }).address)
    backend.free(storage)
  }
  expect(addresses.size).toBe(1)
})
