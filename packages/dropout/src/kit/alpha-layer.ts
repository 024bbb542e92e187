import { type JsonValue, type Layer, type Pass, plainLayer, resolveSchedule } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, alias, dropoutMask, mul, noGrad, record, type Shape, scope, type Tensor, where } from '@thinned/tensor'
import { checkProbability, describeKeep, type KeepOption, keepOf } from '../keep/keep-option.ts'
import { nothing } from './ends.ts'

/** −λα of selu (Klambauer et al. 2017, equation 14): what selu gives far below 0. */
export const SATURATION = -1.7580993408473766

/** The affine map after alpha dropout that gives mean 0 and variance 1 back: a·x + b where kept, `dropped` elsewhere. */
export function alphaMap(keep: number): { readonly a: number; readonly b: number; readonly dropped: number } {
  const a = 1 / Math.sqrt(keep * (1 + (1 - keep) * SATURATION * SATURATION))
  const b = -a * (1 - keep) * SATURATION
  return { a, b, dropped: a * SATURATION + b }
}

/**
 * A layer that sets what it drops to selu's negative saturation and keeps mean 0 and variance 1. keep 1 is the identity and keep 0 gives zeros.
 */
export function alphaLayer(
  kind: string,
  options: KeepOption & { readonly name?: string },
  sharedAxes: (shape: Shape) => readonly number[],
): Layer<'any', 'same'> {
  const schedule = keepOf(kind, options)
  const settings: Readonly<Record<string, JsonValue>> = describeKeep(schedule)
  return {
    ...(plainLayer(kind, options.name, settings) as Layer<'any', 'same'>),
    outputShape(input) {
      sharedAxes([1, ...input])
      return input
    },
    forward(x: Tensor, pass: Pass): Tensor {
      const axes = sharedAxes(x.shape)
      if (pass.mode === 'evaluate') return alias(x)
      const keep = checkProbability(kind, 'keep', resolveSchedule(schedule, pass))
      pass.report('keep', keep)
      if (keep === 1) return alias(x)
      if (keep === 0) return nothing(x)
      const key = foldIn(pass.key, 'mask')
      const drawn = (like: Tensor): Tensor => dropoutMask(like, { key, keep, row: pass.row, sharedAxes: axes })
      const { a, b, dropped } = alphaMap(keep)
      const out = scope(() => noGrad(() => where(drawn(x), add(mul(x, a), b), dropped)))
      return record(out, { op: kind, inputs: [x], backward: (grad) => [where(drawn(grad), mul(grad, a), 0)] })
    },
  }
}
