import { reference } from '@thinned/tensor'
import { afterEach, expect, test, vi } from 'vitest'

const engine = (globalThis as unknown as { readonly WebAssembly: { compile(bytes: Uint8Array): Promise<object> } })
  .WebAssembly

/** The module as it is before the first call of `best`. */
const fresh = (name: string): Promise<typeof import('./best.ts')> => import(`./best.ts?${name}`)

afterEach(() => {
  vi.restoreAllMocks()
})

test('where nothing may be compiled, best is the reference, and says why', async () => {
  vi.spyOn(engine, 'compile').mockRejectedValue(new Error('it violates the Content Security Policy'))
  const { best, fallbackReason } = await fresh('refused')
  expect(await best()).toBe(reference)
  expect(await fallbackReason()).toContain("add 'wasm-unsafe-eval' to its script-src")
})

test('where WebAssembly runs, best is one backend, and nothing stands in the way', async () => {
  const { best, fallbackReason } = await fresh('allowed')
  const backend = await best()
  expect(backend.name).toBe('wasm')
  expect(await best()).toBe(backend)
  expect(await fallbackReason()).toBeUndefined()
})
