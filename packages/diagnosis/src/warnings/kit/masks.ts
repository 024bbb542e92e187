import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { zeros } from '@thinned/tensor'
import { isMasked, type Masked } from '../../network/masked.ts'
import type { Chain, Extents, Step } from './chains.ts'

/** A layer that drops: it declares a keep, and that its output follows the scale of its input whatever mask is drawn. */
export interface Dropping extends Step {
  /** Undefined where it is a schedule. */
  readonly keep: number | undefined
  /** The axes of an example, without the batch, along which one draw is shared. Undefined where it has no mask, or its input is not known. */
  readonly shared: readonly boolean[] | undefined
}

/** The layers of a chain that drop something, with their index. A keep of 1 drops nothing. */
export function droppingOf({ steps }: Chain): readonly (Dropping & { readonly index: number })[] {
  return steps.flatMap((step, index) => {
    const { options, scaling, children } = step.layer
    if (!('keep' in options) || scaling !== 'homogeneous' || Object.keys(children).length > 0) return []
    const keep = typeof options['keep'] === 'number' ? options['keep'] : undefined
    return keep === 1 ? [] : [{ ...step, index, keep, shared: sharedAxes(step) }]
  })
}

/** Large enough for a block, small enough to draw at once. */
const EXTENT = 8

/** A mask has size 1 on each axis that shares its draws (mask law 1). */
function sharedAxes({ layer, input }: Step): readonly boolean[] | undefined {
  if (!input || !isMasked(layer)) return undefined
  const shape = [2, ...input.map((extent) => Math.min(Math.max(extent ?? EXTENT, 2), EXTENT))]
  const mask = maskShape(layer, shape)
  return mask?.length === shape.length ? mask.slice(1).map((size) => size === 1) : undefined
}

/** Undefined where the layer refuses the shape, which it does by an error. */
function maskShape(layer: Masked, shape: readonly number[]): readonly number[] | undefined {
  const x = zeros(shape)
  try {
    const mask = layer.mask(x, createPass({ mode: 'sample', key: key(0) }))
    const { shape } = mask
    mask.dispose()
    return shape
  } catch {
    return undefined
  } finally {
    x.dispose()
  }
}

/** The number of draws for an example: the extents of the axes that do not share them. Undefined where an extent is not known. */
export function drawsOf({
  input,
  shared,
}: {
  readonly input: Extents
  readonly shared: Dropping['shared']
}): number | undefined {
  if (!input || !shared) return undefined
  const extents = input.filter((_, axis) => !shared[axis])
  return extents.includes(undefined)
    ? undefined
    : (extents as number[]).reduce((product, extent) => product * extent, 1)
}

/** 'dropout1 (keep 0.5)'. */
export function nameOf({ path, layer, keep }: Dropping): string {
  return `${path || layer.kind} (${keep === undefined ? 'a schedule of keep' : `keep ${keep}`})`
}

/** Whether a layer has nothing that it learns, and nothing inside. */
export const isPlain = ({ layer }: Step): boolean =>
  Object.keys({ ...layer.parameters, ...layer.states, ...layer.children }).length === 0
