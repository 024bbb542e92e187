import { createPass, type Layer, type Pass } from '@thinned/nn'
import { type Shape, scope, sizeOf, slice, type Tensor, tensor } from '@thinned/tensor'
import type { VariantFacts } from './variant-facts.ts'

type Stated = Pick<VariantFacts<never>, 'noise' | 'tokens'>

/**
 * The noise of a layer for x in a pass. It is the output, and for noise on weights the output relative to that of evaluation: divided by it or, where
 * noise is added, less it plus 1. So noise on weights is that of a weight of 1, if examples are those of `oneHot`.
 */
export function noiseOf({ noise }: Stated, layer: Layer, x: Tensor, pass: Pass): Float64Array {
  const drawn = read(layer, x, pass)
  if (noise.on !== 'weights') return drawn
  const full = read(layer, x, createPass({ mode: 'evaluate' }))
  return drawn.map((value, i) => (noise.form === 'add' ? value - full[i]! + 1 : value / full[i]!))
}

/** The noise of a layer for x with draws for each example: if a batch shares its draws, each example runs in a separate pass. */
export function noiseOfEach(facts: Stated, layer: Layer, x: Tensor, pass: Pass): Float64Array {
  if (facts.noise.share !== 'batch') return noiseOf(facts, layer, x, pass)
  const each = Array.from({ length: x.shape[0]! }, (_, i) =>
    scope(() => [...noiseOf(facts, layer, slice(x, 0, i, i + 1), pass.at(i))]),
  )
  return Float64Array.from(each.flat())
}

/** Examples of one 1 among zeros, at the features in turn, so that an output is a weight; of tokens, the tokens in turn. */
export function oneHot({ tokens }: Stated, shape: Shape): Tensor {
  const [length, width] = [sizeOf(shape), shape.at(-1)!]
  if (tokens !== undefined)
    return tensor(
      Int32Array.from({ length }, (_, i) => i % tokens),
      { shape },
    )
  return tensor(
    Float32Array.from({ length }, (_, i) => (i % width === Math.floor(i / width) % width ? 1 : 0)),
    { shape },
  )
}

const read = (layer: Layer, x: Tensor, pass: Pass): Float64Array =>
  scope(() => Float64Array.from(layer.forward(x, pass).readSync()))
