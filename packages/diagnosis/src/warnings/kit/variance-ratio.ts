import { createPass, type Pass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { noGrad, scope, type Tensor } from '@thinned/tensor'
import type { Chain } from './chains.ts'

/**
 * The variance of the values that reach step `to` where step `from` drops, over their variance where it does not: sums over the features, in the last
 * axis. All steps before run as the full network. Undefined where the input of the chain cannot be computed, or does not vary.
 */
export function varianceRatio(inputs: Tensor, chain: Chain, from: number, to: number): number | undefined {
  return noGrad(() =>
    scope(() => {
      const x = valueBefore(inputs, chain, from)
      if (!x) return undefined
      const [full, thinned] = [FULL, THINNED].map((pass) => varianceOf(run(chain, x, from, to, pass)))
      return full! > 0 ? thinned! / full! : undefined
    }),
  )
}

const FULL = /* @__PURE__ */ createPass({ mode: 'evaluate' })
const THINNED = /* @__PURE__ */ createPass({ mode: 'sample', key: /* @__PURE__ */ key(0) })

function valueBefore(inputs: Tensor, chain: Chain, index: number): Tensor | undefined {
  const { within, hasInput } = chain
  const start = within ? hasInput && valueBefore(inputs, within.chain, within.index) : inputs
  return start ? run(chain, start, 0, index, FULL) : undefined
}

function run({ steps }: Chain, x: Tensor, from: number, to: number, pass: Pass): Tensor {
  return steps.slice(from, to).reduce((value, { layer, path }) => layer.forward(value, pass.at(path)), x)
}

/** The sum of the variances of the features. */
function varianceOf(x: Tensor): number {
  const [values, features] = [x.readSync(), x.shape.at(-1)!]
  const count = values.length / features
  let total = 0
  for (let feature = 0; feature < features; feature++) {
    let [sum, squares] = [0, 0]
    for (let i = feature; i < values.length; i += features) sum += values[i]!
    for (let i = feature; i < values.length; i += features) squares += squared(values[i]! - sum / count)
    total += squares / count
  }
  return total
}

const squared = (x: number): number => x * x
