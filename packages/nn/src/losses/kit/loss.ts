import { formatValue, type OtherNames, type Schema } from '@thinned/schema'
import { Tensor } from '@thinned/tensor'
import type { FunctionSettings } from '../../config/function-settings.ts'
import { NnError } from '../../nn-error.ts'
import { nnOptions } from '../../options.ts'

export interface WeightOptions {
  /**
   * How much each example counts: [batch], or further leading axes of the targets, of the predictions' dtype; finite, from 0, and not
   * all 0. The loss is then Σ weight · loss / Σ weight. Default: all 1.
   */
  readonly weights?: Tensor
}

/** A loss as a plain function. It gives a scalar, the mean over a batch, weighted where the examples have weights. */
export type LossFunction<Outputs = Tensor, Options extends object = object> = (
  outputs: Outputs,
  targets: Tensor,
  options?: Options & WeightOptions,
) => Tensor

/**
 * A loss with a mark, `kind`, which distinguishes it from an objective. `fit` and `evaluate` take it as it is, or with options, and call it with the
 * outputs of the model, the targets and the weights of the examples.
 */
export interface Loss<Outputs = Tensor, Options extends object = object> extends LossFunction<Outputs, Options> {
  readonly kind: 'loss'
  /** Its name and the options of `with`, as a checkpoint stores them. */
  readonly settings: FunctionSettings
  /** The names of its options; absent where it may have any, as a loss of `define`. */
  readonly optionNames?: readonly string[]
  /** The same loss with these options in every call. */
  with(options: Omit<Options, 'weights'>): Loss<Outputs, Options>
}

/**
 * Gives a function the mark of a loss. It is called with a record of options in any case, of these fields; without fields, of any.
 */
export function markLoss<Outputs, Options extends object>(
  settings: FunctionSettings,
  loss: (outputs: Outputs, targets: Tensor, options: Options & WeightOptions) => Tensor,
  fields?: Readonly<Record<string, Schema>>,
  otherNames?: OtherNames,
): Loss<Outputs, Options> {
  const { name, ...defaults } = settings
  const read = fields && nnOptions(name, fields, otherNames)
  const call: LossFunction<Outputs, Options> = (outputs, targets, options) => {
    if (read && !(targets instanceof Tensor && Object(outputs) === outputs)) refuseCall(name, outputs, targets)
    if (options && read) checkCall(options, read)
    return loss(outputs, targets, { ...defaults, ...options } as unknown as Options & WeightOptions)
  }
  return Object.assign(Object.defineProperty(call, 'name', { value: name }), {
    kind: 'loss' as const,
    settings,
    ...(fields && { optionNames: Object.keys(fields) }),
    with(options: Omit<Options, 'weights'>) {
      if (typeof options === 'object' && options !== null && 'weights' in options)
        throw new NnError(
          `${name}.with was given weights, which belong to a batch. Give them to the call, or to the data as weights of its examples.`,
        )
      read?.(options)
      return markLoss({ ...settings, ...options, name }, loss, fields, otherNames)
    },
  })
}

/** Says what to write for a call of a loss without tensors: `with` where it was called with options, as a maker would be. */
function refuseCall(name: string, outputs: unknown, targets: unknown): never {
  if (targets === undefined && outputs instanceof Tensor)
    throw new NnError(`${name} was given no targets; call it as ${name}(outputs, targets).`)
  if (targets === undefined && !Array.isArray(outputs))
    throw new NnError(
      `${name} was given ${formatValue(outputs)} and no targets. It is a loss as it is; with options it is losses.${name}.with({ … }).`,
    )
  throw new NnError(
    `${name} was given ${formatValue(outputs)} and ${formatValue(targets)}; it takes tensors, as in losses.${name}(tensor(outputs), tensor(targets)).`,
  )
}

/** Reads the options of a call. The trainer gives weights alone, in every step, which the loss checks itself. */
function checkCall(options: object, read: (options: unknown) => unknown): void {
  for (const option in options)
    if (option !== 'weights') {
      const { weights: _, ...others } = options as { weights?: unknown }
      read(others)
      return
    }
}

/** A batch on the backend: a tensor each, or several by name where the data has several arrays. */
export interface Batch<Inputs = Tensor, Targets = Tensor> {
  readonly inputs: Inputs
  readonly targets: Targets
  /** The weights of the examples [n], where the data has them. */
  readonly weights?: Tensor
}

/** A part of an objective. The parts are added; each is a mean, with its own denominator. */
export interface LossPart {
  /** A scalar: a mean over what counts in the batch, times any factor. */
  readonly loss: Tensor
  /**
   * How much the batch counts in this mean: its denominator, such as the number of labels that are not ignored. It follows from the batch alone, not from
   * the model. `losses.weightOf(loss)` is that of a loss of the library. Default: the mean is over the examples of the batch.
   */
  readonly weight?: Tensor | number | undefined
}

/**
 * A function that makes what is to be minimized from a batch and a forward pass, which it may run more than once. In a pass that draws, every run draws
 * separately: the first with the key of the pass, run i, from 1, with that key folded with i.
 *
 * It gives a scalar, which is a mean over the examples of the batch (by their weights, where the data has them), or parts with their own weights.
 * By these `fit` and `evaluate` give the same result however a data set is cut into batches. A loss of the library that the objective gives as it is
 * knows its weight.
 */
export type Objective<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> = (
  forward: (inputs: Inputs) => Outputs,
  batch: Batch<Inputs, Targets>,
) => Tensor | readonly LossPart[]
