import { createPass, flattenParams, init } from '@thinned/nn'
import { entriesOf, titled } from '@thinned/nn/test/entries'
import { defaultCases, inputsOf, type LayerCase, type LayerCases } from '@thinned/nn/test/layer-cases'
import { key } from '@thinned/rng'
import {
  type Backend,
  backward,
  isFloat,
  mul,
  randomNormal,
  reference,
  requireGrad,
  scope,
  sum,
  type Tensor,
} from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { describe, expect, test } from 'vitest'
import { bitsOf } from './bits-of.ts'

/** Every layer of `@thinned/nn`, found by its file, has the bits of the reference on WASM, forward and backward. */
const layers = titled(await entriesOf<LayerCases>('layers', defaultCases))
const backends = [await wasm({ threads: 1 }), await wasm({ threads: 2, revectorize: false })]

/** The output, and the gradients of inputs and parameters for a random weighing of the outputs, in every mode. */
function run(one: LayerCase, backend: Backend): Record<string, readonly number[]> {
  return scope(() => {
    const layer = one.make()
    init(layer, key('layer'), { backend })
    const params = flattenParams(layer.params)
    const bits: Record<string, readonly number[]> = {}
    for (const mode of ['train', 'evaluate', 'sample'] as const) {
      const pass = createPass(mode === 'evaluate' ? { mode } : { mode, key: key('pass') })
      const x = inputsOf(one, 5, { backend })
      const leaves: Record<string, Tensor> = isFloat(x.dtype) ? { ...params, inputs: requireGrad(x) } : params
      const y = layer.forward(x, pass)
      bits[`${mode}: output`] = bitsOf(y)
      const loss = sum(mul(y, randomNormal(key('weights'), y.shape, { backend })))
      for (const [name, gradient] of Object.entries(backward(loss, leaves))) bits[`${mode}: ${name}`] = bitsOf(gradient)
    }
    return bits
  })
}

describe.each(backends.map((backend) => [backend.name, backend] as const))('%s', (_, backend) => {
  test.each(layers)('%s', (_, one) => {
    expect(run(one, backend)).toEqual(run(one, reference))
    expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
    expect([...backend.fallbacks]).toEqual([])
  })
})
