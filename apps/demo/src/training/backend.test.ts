import { afterEach, expect, test, vi } from 'vitest'
import { UsageError } from '../errors.ts'
import { chooseBackend, makeBackend } from './backend.ts'

afterEach(() => vi.unstubAllGlobals())

test('WebAssembly where it can run, unless the reference is asked for', async () => {
  expect(await chooseBackend(undefined)).toBe('wasm')
  expect(await chooseBackend('wasm')).toBe('wasm')
  expect(await chooseBackend('reference')).toBe('reference')
  expect((await makeBackend('wasm')).name).toBe('wasm')
  expect((await makeBackend('reference')).name).toBe('reference')
})

test('where it cannot run, the reference, unless it is asked for', async () => {
  vi.stubGlobal('WebAssembly', undefined)
  expect(await chooseBackend(undefined)).toBe('reference')
  const refused = chooseBackend('wasm')
  await expect(refused).rejects.toBeInstanceOf(UsageError)
  await expect(refused).rejects.toThrow('--backend was given "wasm". There is no WebAssembly with SIMD here')
})
