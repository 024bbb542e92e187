import { type JsonValue, type Layer, type Pass, plainLayer, type Schedule, steady } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, alias, dropoutMask, mul, noGrad, record, type Shape, scope, type Tensor, where } from '@thinned/tensor'
import { describeKeep, resolveKeep } from '../keep/keep-option.ts'
import { resultAtEnds } from './ends.ts'
import { allKept, type MaskedLayer, maskOptions } from './masked-layer.ts'

/** −λα of selu, its limit far below 0 (Klambauer et al. 2017, equation 14). */
export const SATURATION = -1.7580993408473766

/** The affine map of alpha dropout, which restores mean 0 and variance 1: a·x + b where kept, `dropped` elsewhere. */
export function alphaMap(keep: number): { readonly a: number; readonly b: number; readonly dropped: number } {
  const a = 1 / Math.sqrt(keep * (1 + (1 - keep) * SATURATION * SATURATION))
  const b = -a * (1 - keep) * SATURATION
  return { a, b, dropped: a * SATURATION + b }
}

/**
 * A layer that sets dropped elements to selu's negative saturation and preserves mean 0 and variance 1. keep 1 is the identity, keep 0 gives zeros.
 */
export function alphaLayer(
  kind: string,
  { schedule, name }: { readonly schedule: Schedule; readonly name: string | undefined },
  sharedAxes: (shape: Shape) => readonly number[],
): MaskedLayer {
  const settings: Readonly<Record<string, JsonValue>> = describeKeep(schedule)
  const layer: MaskedLayer = {
    ...(plainLayer(kind, name, settings) as Layer<'any', 'same'>),
    outputShape(input) {
      sharedAxes([1, ...input])
      return input
    },
    mask(x: Tensor, pass: Pass): Tensor {
      if (pass.mode === 'evaluate') return allKept(x)
      const keep = resolveKeep(kind, schedule, pass)
      return dropoutMask(x, maskOptions(pass, { keep, row: pass.row, sharedAxes: sharedAxes(x.shape) }))
    },
    forward(x: Tensor, pass: Pass): Tensor {
      const axes = sharedAxes(x.shape)
      if (pass.mode === 'evaluate') return alias(x)
      const keep = resolveKeep(kind, schedule, pass)
      pass.report('keep', keep)
      const atEnds = resultAtEnds(x, keep)
      if (atEnds) return atEnds
      const key = foldIn(pass.key, 'mask')
      const drawMask = (like: Tensor): Tensor => dropoutMask(like, { key, keep, row: pass.row, sharedAxes: axes })
      const { a, b, dropped } = alphaMap(keep)
      const out = scope(() => noGrad(() => where(drawMask(x), add(mul(x, a), b), dropped)))
      return record(out, { op: kind, inputs: [x], backward: (grad) => [where(drawMask(grad), mul(grad, a), 0)] })
    },
  }
  return typeof schedule === 'number' ? steady(layer) : layer
}
