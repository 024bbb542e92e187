import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
// @boundaries-ignore: a test helper, which the package does not export
import { kernelAlone } from '../../../wasm/test/kernel-alone.ts'
import { compareKernel, kernelNames } from './compare.ts'

const ROUNDS = 12

describe.each([8, 16] as const)('alone in a module with %i vectors in a panel,', (panelVectors) => {
  test.each(kernelNames)('%s has the bits of the reference', async (name) => {
    const backend = await kernelAlone(name, { panelVectors, relaxed: false })
    expect(Object.keys(backend.kernels)).toEqual([name])
    expect(compareKernel(backend, name, key('alone'), ROUNDS)).toEqual([])
    expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
  })
})
