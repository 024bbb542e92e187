import { type Arrays, isNdArray } from '@thinned/data'
import { type Layer, takesSamples } from '@thinned/nn'
import { type Shape, sizeOf } from '@thinned/tensor'
import { FEWEST } from './decisions.ts'
import type { Networks } from './networks.ts'

/** The most elements that a layer gives in a pass over several samples: 4 MiB, which the caches of two threads hold in large part. */
const MOST_ELEMENTS: number = 1 << 20

/**
 * How many samples run together, as rows of one pass: a function of the rows of a sample and of the samples that they have seen. One, where a network
 * takes one at a time.
 */
export function samplesTogether(
  networks: Networks | undefined,
  arrays: Arrays,
  tolerance: number | undefined,
): (rows: number, seen: number) => number {
  const models = Array.from({ length: networks?.size ?? 0 }, (_, i) => networks!.of(i))
  if (!isNdArray(arrays) || !models.every(({ key, model }) => key && takesSamples(model))) return () => 1
  const input = arrays.shape.slice(1)
  const elements = models.reduce((most, { model }) => Math.max(most, widest(model as unknown as Layer, input)), 1)
  return (rows, seen) => {
    const fit = Math.floor(MOST_ELEMENTS / (rows * elements))
    // Rows that have seen enough are computed until the samples that run with theirs end: that many are few next to those before.
    const few = tolerance === undefined ? fit : Math.max(FEWEST - seen, 1 + Math.floor(seen / 8))
    return Math.max(1, Math.min(fit, few)) * (fit > 1 ? models.length : 1)
  }
}

/** The most elements that a layer of a model takes or gives for one example. */
function widest(layer: Layer, input: Shape): number {
  let [shape, most] = [input, Math.max(sizeOf(input), sizeOf(layer.outputShape(input)))]
  for (const name of layer.branch ?? (layer.childShapes ? Object.keys(layer.children) : [])) {
    const child = layer.children[name]!
    most = Math.max(most, widest(child, shape))
    shape = child.outputShape(shape)
  }
  return most
}
