import { key } from '@thinned/rng'
import { type Backend, referenceBackend } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareCalls, compareKernel, type Expected, expectedOf, kernelNames, randomCalls } from './compare.ts'
import { Draw } from './draw.ts'
import { longSumCalls, longSumKernels } from './long-sum-cases.ts'

const ROUNDS = 60

/** Every backend, in every way it can run here, holds the contract to the last bit. */
const backends: readonly (readonly [string, Backend])[] = [
  ['wasm, 1 thread', await wasm({ threads: 1 })],
  ['wasm, 2 threads', await wasm({ threads: 2 })],
  ['wasm, 3 threads, 128 bits', await wasm({ threads: 3, revectorize: false })],
]

// The calls of a kernel and what the reference makes of them are the same for every backend.
describe.each(kernelNames)('%s has the bits of the reference', (name) => {
  let expected: Expected[] = []
  beforeAll(() => {
    expected = expectedOf(name, randomCalls(name, key('conformance'), ROUNDS))
  })
  afterAll(() => {
    expected = []
  })
  test.each(backends)('on %s', (_, backend) => {
    expect(compareCalls(backend, name, expected)).toEqual([])
  })
})

describe.each(longSumKernels)('%s has the bits of the reference in sums of several chunks', (name) => {
  let expected: Expected[] = []
  beforeAll(() => {
    expected = expectedOf(name, longSumCalls(name, new Draw(key(name))))
  })
  afterAll(() => {
    expected = []
  })
  test.each(backends)('on %s', (_, backend) => {
    expect(compareCalls(backend, name, expected)).toEqual([])
  })
})

test.each(backends)('on %s nothing is left behind, and nothing fell back', (_, backend) => {
  expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
  expect([...backend.fallbacks]).toEqual([])
})

test('a kernel that is wrong in one bit, writes into an operand, or is missing is found', () => {
  const right = referenceBackend()
  const broken = (name: 'add' | 'neg', kernel: unknown): Backend => ({
    ...right,
    kernels: { ...right.kernels, [name]: kernel },
  })
  const add = right.kernels.add!
  const inexact = broken('add', (...[out, a, b]: Parameters<typeof add>) => {
    add(out, a, b)
    const values = (out.storage as unknown as { values: Float32Array }).values
    if (values instanceof Float32Array && values.length > 3) values[3] = Math.fround(values[3]! * (1 + 2 ** -23))
  })
  expect(compareKernel(inexact, 'add', key(1), 20).length).toBeGreaterThan(0)
  const careless = broken('neg', (out: Parameters<typeof add>[0], x: Parameters<typeof add>[0]) => {
    right.kernels.neg!(out, x)
    ;(x.storage as unknown as { values: Float32Array }).values.fill(7)
  })
  expect(compareKernel(careless, 'neg', key(1), 5)[0]).toContain('operand 1')
  expect(compareKernel({ ...right, kernels: {} }, 'add', key(1), 1)).toEqual(['reference has no kernel add'])
  expect(compareKernel(right, 'add', key(1), 20)).toEqual([])
})
