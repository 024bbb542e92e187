import { entriesOf, titled } from '@thinned/nn/test/entries'
import type { InitializerCases } from '@thinned/nn/test/initializer-cases'
import { key } from '@thinned/rng'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'
import { bitsOf } from './bits-of.ts'

/** Every initializer of `@thinned/nn`, found by its file, makes the bits of the reference on WASM. */
const backend = await wasm({ threads: 2 })

test.each(titled(await entriesOf<InitializerCases>('initializers')))('%s', (_, { make, shape }) => {
  const [actual, expected] = [{ backend }, {}].map((on) => make().make(key('same'), shape, { ...on, dtype: 'float32' }))
  expect(bitsOf(actual!)).toEqual(bitsOf(expected!))
  actual!.dispose()
  expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
  expect([...backend.fallbacks]).toEqual([])
})
