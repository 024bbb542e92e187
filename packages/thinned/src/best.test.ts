import { reference } from '@thinned/tensor'
import { afterEach, expect, test, vi } from 'vitest'

interface Engine {
  Module(bytes: Uint8Array): object
  Memory(): object
}

const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly

/** The engine refuses to compile, as under a policy of a page. */
const refuseToCompile = () =>
  vi.spyOn(engine, 'Module').mockImplementation(function refuse() {
    throw new Error('it violates the Content Security Policy')
  })

/** The module as it is before the first call of `best`. */
const fresh = (name: string): Promise<typeof import('./best.ts')> => import(`./best.ts?${name}`)

afterEach(() => {
  vi.restoreAllMocks()
})

test('where nothing may be compiled, best is the reference, and says why', async () => {
  refuseToCompile()
  const { best, fallbackReason } = await fresh('refused')
  expect(await best()).toBe(reference)
  expect(await fallbackReason()).toContain("add 'wasm-unsafe-eval' to its script-src")
})

test('where nothing may be compiled, no later call tries again', async () => {
  const compile = refuseToCompile()
  const { best } = await fresh('refused for good')
  expect([await best(), await best()]).toEqual([reference, reference])
  expect(compile).toHaveBeenCalledTimes(1)
})

test.each(['Module', 'Memory'] as const)(
  'where a %s fails for lack of memory, the next call tries again',
  async (name) => {
    const { best, fallbackReason } = await fresh(`no memory for a ${name}`)
    vi.spyOn(engine, name).mockImplementation(function refuse() {
      throw new RangeError('Out of memory')
    })
    expect(await best()).toBe(reference)
    expect(await fallbackReason()).toMatch(/Out of memory|There is no memory for the WASM backend/)
    vi.restoreAllMocks()
    expect((await best()).name).toBe('wasm')
    expect(await fallbackReason()).toBeUndefined()
  },
)

test('where WebAssembly runs, best is one backend, and nothing stands in the way', async () => {
  const { best, fallbackReason } = await fresh('allowed')
  const backend = await best()
  expect(backend.name).toBe('wasm')
  expect(await best()).toBe(backend)
  expect(await fallbackReason()).toBeUndefined()
})
