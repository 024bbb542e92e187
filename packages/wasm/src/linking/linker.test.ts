import { matmul, ones, relu } from '@thinned/tensor'
import { afterEach, expect, test, vi } from 'vitest'
import { wasm } from '../index.ts'
import { platform } from '../runtime/platform.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('a kernel is linked when it is first used, once', async () => {
  const modules = vi.spyOn(platform.WebAssembly!, 'Module')
  const backend = await wasm({ threads: 1, revectorize: false })
  const linked = (): number => modules.mock.calls.length
  expect(linked()).toBe(1)
  const x = ones([40, 40], { backend })
  const before = linked()
  relu(x)
  relu(x)
  expect(linked()).toBe(before + 1)
})

test('kernels share the module with the products', async () => {
  const modules = vi.spyOn(platform.WebAssembly!, 'Module')
  const backend = await wasm({ threads: 1, revectorize: false })
  const x = ones([40, 40], { backend })
  matmul(x, x)
  const sizes = modules.mock.calls.map(([bytes]) => bytes.length)
  const largest = Math.max(...sizes)
  backend.kernels.affine!(x.view, x.view, x.view, undefined, { relu: false })
  const more = modules.mock.calls.slice(sizes.length).map(([bytes]) => bytes.length)
  expect(more.length).toBeGreaterThan(0)
  expect(Math.max(...more)).toBeLessThan(largest / 2)
})
