import {
  forSamples,
  type JsonValue,
  type Layer,
  type Pass,
  type PassSamples,
  plainLayer,
  type Schedule,
  steady,
} from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import {
  alias,
  dropout as applyDropout,
  broadcastShapes,
  dropoutMask,
  dropoutOfSamples,
  formatShape,
  type MaskOptions,
  mul,
  ones,
  planMask,
  planMasksOfSamples,
  type Shape,
  sameShape,
  scope,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { describeKeep, resolveKeep } from '../keep/keep-option.ts'
import { resultAtEnds, zerosLike } from './ends.ts'

/** A layer whose mask can be seen. */
export interface MaskedLayer extends Layer<'any', 'same'> {
  /** The mask that `forward` uses for x in this pass: uint8, 1 kept, 0 dropped, with size 1 on each shared axis. */
  mask(x: Tensor, pass: Pass): Tensor
}

export interface MaskedLayerSettings {
  readonly kind: string
  /** The keep of each step, as `keepSchedule` gives it. */
  readonly schedule: Schedule
  readonly options: { readonly mask?: Tensor | undefined; readonly name?: string | undefined }
  /** Where keep comes in: 'training' divides kept values by keep (the default), 'evaluation' multiplies by keep in evaluation. */
  readonly scale?: 'training' | 'evaluation'
  /** Settings besides keep, for tables and checkpoints. */
  readonly settings?: Readonly<Record<string, JsonValue>>
  /** The axes along which an input of this shape shares its draws. Refuses shapes that the variant does not take. */
  sharedAxes(shape: Shape): readonly number[]
}

/**
 * A layer that multiplies its input by a mask and by 1/keep, or by keep in evaluation. The mask follows from the pass's key by mask law 1; the
 * gradient draws it again. Variants differ in the axes that share a draw.
 */
export function maskedLayer(parts: MaskedLayerSettings): MaskedLayer {
  const { kind, schedule, options, scale = 'training', settings = {}, sharedAxes } = parts
  const scalesInTraining = scale === 'training'
  if (!scalesInTraining && typeof schedule !== 'number')
    throw new DropoutError(
      `${kind} was given scale 'evaluation' and a schedule; evaluation multiplies by the keep that the weights were trained for, which is a number. Leave scale out to schedule keep.`,
    )
  const { name, mask: injected } = options
  const isActive = (pass: Pass): boolean => pass.mode !== 'evaluate'
  const unkeyedAt = (pass: Pass, shape: Shape): Omit<MaskOptions, 'key'> => ({
    keep: resolveKeep(kind, schedule, pass),
    row: pass.row,
    sharedAxes: sharedAxes(shape),
    ...(scalesInTraining ? {} : { scale: 1 }),
  })
  const maskOptionsAt = (pass: Pass, shape: Shape): MaskOptions => maskOptions(pass, unkeyedAt(pass, shape))
  const forward = (x: Tensor, pass: Pass): Tensor => {
    sharedAxes(x.shape) // Refuses a shape that the variant does not take, in every mode.
    if (!isActive(pass)) return scalesInTraining ? alias(x) : expectation(x, schedule as number)
    const mask = unkeyedAt(pass, x.shape)
    const { keep } = mask
    pass.report('keep', keep)
    if (injected) return applyInjected(kind, x, injected, keep, scalesInTraining ? 1 / keep : 1)
    const { samples } = pass
    return samples
      ? dropoutOfSamples(x, samples.rows, masksOfSamples(samples, mask))
      : applyDropout(x, maskOptions(pass, mask))
  }
  const layer: MaskedLayer = {
    ...(plainLayer(kind, name, { ...describeKeep(schedule), ...settings }) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape(input) {
      sharedAxes([1, ...input])
      return input
    },
    // An injected mask need not have the rows of one sample.
    forward: injected ? forward : forSamples(forward),
    mask(x: Tensor, pass: Pass): Tensor {
      if (!isActive(pass)) return allKept(x)
      return injected ? alias(injected) : dropoutMask(x, maskOptionsAt(pass, x.shape))
    },
    epilogue(pass: Pass, input) {
      if (!isActive(pass)) return scalesInTraining ? 'identity' : undefined
      if (injected) return undefined
      const { samples } = pass
      const mask = unkeyedAt(pass, input.shape)
      const plan = samples
        ? planMasksOfSamples(input, samples.rows, masksOfSamples(samples, mask))
        : planMask(input, maskOptions(pass, mask))
      if (!plan || plan.kind === 'zeros') return undefined
      pass.report('keep', mask.keep)
      return plan.kind === 'drawn' ? { mask: plan } : 'identity'
    },
  }
  return typeof schedule === 'number' && !injected ? steady(layer) : layer
}

/** The mask of evaluation, which drops nothing. */
export function allKept({ shape, backend }: Tensor): Tensor {
  return ones(shape, { dtype: 'uint8', backend })
}

/** keep · x, the mean over all masks. At keep 0 zeros, whatever x is. */
function expectation(x: Tensor, keep: number): Tensor {
  return resultAtEnds(x, keep) ?? mul(x, keep)
}

/** A select by the injected mask. The factor is that of a drawn mask. */
function applyInjected(kind: string, x: Tensor, mask: Tensor, keep: number, factor: number): Tensor {
  if (mask.dtype !== 'uint8' || !sameShape(broadcastShapes(kind, x.shape, mask.shape), x.shape)) {
    throw new DropoutError(
      `${kind} was given the mask ${mask} for ${formatShape(x.shape)}; a mask is uint8 and its shape broadcasts to the input's.`,
    )
  }
  return scope(() => (keep === 0 ? zerosLike(x) : where(mask, mul(x, factor), 0)))
}

/** The options of this pass's mask. Only a draw derives the key: at keep 0 and 1 a pass needs none. */
export function maskOptions(pass: Pick<Pass, 'key'>, options: Omit<MaskOptions, 'key'>): MaskOptions {
  return {
    ...options,
    get key() {
      return foldIn(pass.key, 'mask')
    },
  }
}

/** The masks of the samples of a pass, which differ in their keys. */
function masksOfSamples(samples: PassSamples, options: Omit<MaskOptions, 'key'>): MaskOptions[] {
  return Array.from({ length: samples.count }, (_, sample) =>
    maskOptions(
      {
        get key() {
          return samples.pass(sample).key
        },
      },
      options,
    ),
  )
}
