import type { Shape } from '@thinned/tensor'
import type { AnyModel, Layer } from './layer.ts'
import { pathBelow } from './tree.ts'

/** The fewest examples of a training batch, and the layer that needs them. */
export interface SmallestBatch {
  readonly examples: number
  readonly path: string
}

/**
 * The fewest examples that a training batch of a model takes, 0 where it takes any, and the path of the layer that needs so many; for inputs of a
 * shape without the batch axis. Layers whose inputs are not known, such as those that a composition calls, do not count.
 *
 * @example
 * ```ts
 * import { batchNorm, linear, sequential, smallestBatch } from '@thinned/nn'
 *
 * const model = sequential(linear(2, 8), batchNorm(8), linear(8, 2))
 * console.log(smallestBatch(model, [2])) // { examples: 2, path: 'batchNorm1' }
 * ```
 */
export function smallestBatch(model: AnyModel, input: Shape): SmallestBatch {
  return largestNeed(model as unknown as Layer, input, '')
}

function largestNeed(layer: Layer, input: Shape, path: string): SmallestBatch {
  const own = { examples: layer.smallestBatch?.(input) ?? 0, path }
  const outputs = layer.childShapes?.(input)
  if (!outputs) return own
  let previous = input
  const needs = Object.entries(outputs).map(([name, output]) => {
    const need = largestNeed(layer.children[name]!, previous, pathBelow(path, name))
    previous = output
    return need
  })
  return needs.reduce((most, need) => (need.examples > most.examples ? need : most), own)
}
