import { key } from '@thinned/rng'
import { noGrad, ones, reference, scope } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, init, linear, prefix, sequential } from './index.ts'

const model = sequential(linear(4, 8), linear(8, 2))
init(model, key(1))

test('a prefix holds what a chain gave until it is disposed of; passes that have it then compute all', () => {
  const shared = prefix()
  const run = (n: number): Float32Array =>
    scope(() => {
      const pass = createPass({ mode: 'sample', key: key(2), prefix: shared })
      return noGrad(() => model.forward(ones([n, 4]), pass)).readSync() as Float32Array
    })
  const before = reference.memory()
  const first = run(3)
  expect(reference.memory()).toEqual({ buffers: before.buffers + 1, bytes: before.bytes + 24 })
  expect(run(3)).toEqual(first)
  expect(() => run(2)).toThrow(
    'A pass over [2, 4] was given the prefix of a pass over [3, 4]; passes over the same inputs share a prefix. Make one for each batch.',
  )
  shared.dispose()
  expect(reference.memory()).toEqual(before)
  expect(run(2)).toEqual(first.slice(0, 4))
  expect(reference.memory()).toEqual(before)
})

test('other modes have no prefix', () => {
  for (const mode of ['train', 'evaluate'] as const)
    expect(() => createPass({ mode, key: key(1), prefix: prefix() })).toThrow(
      `createPass was given a prefix in mode ${mode}; sample passes share one, which differ in their draws alone.`,
    )
  expect(() => createPass({ mode: 'sample', prefix: {} as never })).toThrow(
    'createPass was given the prefix {}; it takes what prefix() makes.',
  )
})
