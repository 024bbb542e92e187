import { flattenParams, type Params } from '@thinned/nn'
import { key } from '@thinned/rng'
import { checkGradient, type Tensor } from '@thinned/tensor'
import { expect } from 'vitest'
import { inputShape, type Law, layerOf, randomFor, train } from './law.ts'

/** The gradients with respect to the input and the parameters agree with central differences in float64 under fixed noise. */
export const gradients: Law = {
  name: 'the gradient is that of the function under fixed noise',
  check(facts) {
    const x = randomFor(facts, inputShape(facts, 2), { dtype: 'float64' })
    const inputs = facts.tokens === undefined ? [x] : []
    for (const options of facts.settings) {
      const layer = layerOf(facts, options, { dtype: 'float64' })
      const params = flattenParams(layer.params)
      const run = (...leaves: Tensor[]): Tensor =>
        layer.forward(
          leaves[inputs.length - 1] ?? x,
          train(key(3)),
          nested(Object.fromEntries(Object.keys(params).map((path, i) => [path, leaves[inputs.length + i]!]))),
        )
      expect(checkGradient(run, [...inputs, ...Object.values(params)]), JSON.stringify(options)).toBeLessThan(1e-6)
    }
  },
}

/** Parameters by path, as a layer takes them. */
function nested(flat: Readonly<Record<string, Tensor>>): Params {
  const below: Record<string, Record<string, Tensor>> = {}
  const params: Record<string, Tensor | Params> = {}
  for (const [path, value] of Object.entries(flat)) {
    const slash = path.indexOf('/')
    const [name, rest] = [path.slice(0, slash), path.slice(slash + 1)]
    if (slash < 0) params[path] = value
    else below[name] = { ...below[name], [rest]: value }
  }
  for (const [name, own] of Object.entries(below)) params[name] = nested(own)
  return params
}
