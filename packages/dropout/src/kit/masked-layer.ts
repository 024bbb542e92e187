import { type JsonValue, type Layer, type Pass, plainLayer, resolveSchedule } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import {
  alias,
  dropout as applyDropout,
  broadcastShapes,
  dropoutMask,
  formatShape,
  type MaskOptions,
  mul,
  ones,
  planMask,
  type Shape,
  sameShape,
  scope,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkProbability, describeKeep, type KeepOption, keepOf } from '../keep/keep-option.ts'
import { nothing } from './ends.ts'

/** A layer whose mask can be seen. */
export interface MaskedLayer extends Layer<'any', 'same'> {
  /** The mask that `forward` uses for x in this pass: uint8, 1 kept, 0 dropped, 1 long at each shared axis. */
  mask(x: Tensor, pass: Pass): Tensor
}

export interface MaskedLayerParts {
  readonly kind: string
  readonly options: KeepOption & { readonly mask?: Tensor; readonly name?: string }
  /** Where keep comes in: divided by in training passes (the default), or multiplied by in evaluation. */
  readonly scale?: 'training' | 'evaluation'
  /** Settings besides keep, for tables and checkpoints. */
  readonly settings?: Readonly<Record<string, JsonValue>>
  /** The axes along which an input of this shape shares its draws; refuses shapes that the variant does not take. */
  sharedAxes(shape: Shape): readonly number[]
}

/**
 * A layer that keeps or drops, and divides what it keeps by keep, or multiplies by it in evaluation: the mask follows from the pass's key by mask
 * law 1 and is drawn again for the gradient. Variants differ in what shares a draw.
 */
export function maskedLayer({ kind, options, scale, settings = {}, sharedAxes }: MaskedLayerParts): MaskedLayer {
  const schedule = keepOf(kind, options)
  const maskAlone = scale === 'evaluation'
  if (maskAlone && typeof schedule !== 'number')
    throw new DropoutError(
      `${kind} was given scale 'evaluation' and a schedule; evaluation multiplies by the keep that the weights were trained for, which is a number. Leave scale out to schedule keep.`,
    )
  const { name, mask: injected } = options
  const active = (pass: Pass): boolean => pass.mode !== 'evaluate'
  const keepAt = (pass: Pass): number => checkProbability(kind, 'keep', resolveSchedule(schedule, pass))
  const reported = (pass: Pass): number => {
    const keep = keepAt(pass)
    pass.report('keep', keep)
    return keep
  }
  const drawn = (pass: Pass, keep: number, shape: Shape): MaskOptions => ({
    get key() {
      return foldIn(pass.key, 'mask')
    },
    keep,
    row: pass.row,
    sharedAxes: sharedAxes(shape),
    ...(maskAlone ? { scale: 1 } : {}),
  })
  return {
    ...(plainLayer(kind, name, { ...describeKeep(schedule), ...settings }) as Layer<'any', 'same'>),
    outputShape(input) {
      sharedAxes([1, ...input])
      return input
    },
    forward(x: Tensor, pass: Pass): Tensor {
      sharedAxes(x.shape)
      if (!active(pass)) return maskAlone ? expected(x, schedule as number) : alias(x)
      const keep = reported(pass)
      return injected
        ? applyInjected(kind, x, injected, keep, maskAlone ? 1 : 1 / keep)
        : applyDropout(x, drawn(pass, keep, x.shape))
    },
    mask(x: Tensor, pass: Pass): Tensor {
      if (!active(pass)) return ones(x.shape, { dtype: 'uint8', backend: x.backend })
      return injected ? alias(injected) : dropoutMask(x, drawn(pass, keepAt(pass), x.shape))
    },
    epilogue(pass: Pass, input) {
      if (!active(pass)) return maskAlone ? undefined : 'identity'
      if (injected) return undefined
      const plan = planMask(input, drawn(pass, keepAt(pass), input.shape))
      if (plan.kind === 'zeros') return undefined
      reported(pass)
      return plan.kind === 'drawn' ? { mask: plan } : 'identity'
    },
  }
}

/** keep · x, the mean over all masks; at keep 0 zeros whatever x is. */
function expected(x: Tensor, keep: number): Tensor {
  if (keep === 1) return alias(x)
  return keep === 0 ? nothing(x) : mul(x, keep)
}

/** A select with the given mask; kept values are scaled as if it had been drawn. */
function applyInjected(kind: string, x: Tensor, mask: Tensor, keep: number, factor: number): Tensor {
  if (mask.dtype !== 'uint8' || !sameShape(broadcastShapes(kind, x.shape, mask.shape), x.shape)) {
    throw new DropoutError(
      `${kind} was given the mask ${mask} for ${formatShape(x.shape)}; a mask is uint8 and its shape broadcasts to the input's.`,
    )
  }
  return scope(() => (keep === 0 ? nothing(x) : where(mask, mul(x, factor), 0)))
}
