import { integers, key } from '@thinned/rng'
import { type Backend, randomNormal, type Shape, type Tensor, tensor } from '@thinned/tensor'
import type { Layer } from '../src/index.ts'

/** What the suites must know of a layer: settings worth trying, each under a name that says what is particular to it. */
export type LayerCases = Readonly<Record<string, LayerCase>>

export interface LayerCase {
  make(): Layer
  /** The shape of one example, small: gradients are compared element by element. */
  readonly input: Shape
  /** Shapes of one example that the layer refuses; an empty list where it takes any. */
  readonly refused: readonly Shape[]
  /** The inputs are integers from 0 to one less than this (int32), not normal draws. */
  readonly integersBelow?: number
}

/** Inputs of a case, the same on every backend. */
export function inputsOf(
  { input, integersBelow }: LayerCase,
  batch: number,
  options: { readonly dtype?: 'float32' | 'float64'; readonly backend?: Backend } = {},
): Tensor {
  const [shape, inputKey] = [[batch, ...input], key('inputs')]
  if (integersBelow === undefined) return randomNormal(inputKey, shape, options)
  const size = shape.reduce((product, extent) => product * extent, 1)
  return tensor(integers(inputKey, size, { high: integersBelow }), { ...options, shape, dtype: 'int32' })
}

/** The cases of a layer that takes no settings and any shape, as most activations. */
export const defaultCases = (make: () => Layer): LayerCases => ({
  plain: { make: () => make(), input: [2, 3], refused: [] },
})
