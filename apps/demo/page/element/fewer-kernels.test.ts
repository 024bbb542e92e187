import { wasm } from 'thinned'
import { expect, test } from 'vitest'
import { twins } from '../blocks/twins/compute.ts'
import { settingsOf } from '../blocks/twins/fields.ts'
import { state } from '../blocks/twins/state.ts'
import { leftOut } from './fewer-kernels.ts'

const kernels = new URL('../../../../packages/wasm/src/kernels/', import.meta.url)

test.each(['moons', 'digits'])('the networks on %s run no kernel that the element leaves out', async (data) => {
  const backend = await wasm({ threads: 1 })
  const without = backend.kernels as Record<string, unknown>
  for (const family of leftOut)
    for (const name of Object.keys(await import(new URL(`${family}.ts`, kernels).href))) {
      expect(without).toHaveProperty(name)
      delete without[name]
    }
  const settings = { ...settingsOf(state.values.value), data, size: 45, width: 16 } as Parameters<typeof twins>[0]
  const run = twins(settings, backend)
  await run.advance(12, [], { details: true })
  await run.stop()
  expect([...backend.fallbacks.keys()]).toEqual([])
})
