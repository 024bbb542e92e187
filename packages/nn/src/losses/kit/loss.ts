import type { Tensor } from '@thinned/tensor'
import type { FunctionSettings } from '../../config/function-settings.ts'
import { NnError } from '../../nn-error.ts'

export interface WeightOptions {
  /**
   * How much each example counts: [batch], or further leading axes of the targets, of the predictions' dtype; finite, from 0, and not
   * all 0. The loss is then Σ weight · loss / Σ weight. Default: all 1.
   */
  readonly weights?: Tensor
}

/** A loss as a plain function: a scalar, the mean over a batch, by the weights of its examples where there are any. */
export type LossFunction<Outputs = Tensor, Options extends object = object> = (
  outputs: Outputs,
  targets: Tensor,
  options?: Options & WeightOptions,
) => Tensor

/**
 * A loss that is told from an objective by its mark, `kind`. `fit` and `evaluate` take it as it is, or with options: it is called with the model's
 * outputs, the targets and the weights of the examples.
 */
export interface Loss<Outputs = Tensor, Options extends object = object> extends LossFunction<Outputs, Options> {
  readonly kind: 'loss'
  /** Its name and the options of `with`, as a checkpoint holds them. */
  readonly settings: FunctionSettings
  /** The same loss with these options in every call. */
  with(options: Omit<Options, 'weights'>): Loss<Outputs, Options>
}

/** Gives a function the mark of a loss. It is called with a record of options in any case. */
export function markLoss<Outputs, Options extends object>(
  settings: FunctionSettings,
  loss: (outputs: Outputs, targets: Tensor, options: Options & WeightOptions) => Tensor,
): Loss<Outputs, Options> {
  const { name, ...defaults } = settings
  const call: LossFunction<Outputs, Options> = (outputs, targets, options) =>
    loss(outputs, targets, { ...defaults, ...options } as unknown as Options & WeightOptions)
  return Object.assign(Object.defineProperty(call, 'name', { value: name }), {
    kind: 'loss' as const,
    settings,
    with(options: Omit<Options, 'weights'>) {
      if ('weights' in options)
        throw new NnError(
          `${name}.with was given weights, which belong to a batch. Give them to the call, or to the data as weights of its examples.`,
        )
      return markLoss({ ...settings, ...options, name }, loss)
    },
  })
}

/** A batch on the backend: tensors, or several by name where the data has several arrays. */
export interface Batch<Inputs = Tensor, Targets = Tensor> {
  readonly inputs: Inputs
  readonly targets: Targets
  /** How much each example counts [n], where the data says so. */
  readonly weights?: Tensor
}

/**
 * What a loss is made of: a scalar from the batch and a forward pass that can be run more than once. In a pass that draws, every run has draws of
 * its own: the first has the pass's key, and run i, from 1, the key that is folded from it with i.
 */
export type Objective<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> = (
  forward: (inputs: Inputs) => Outputs,
  batch: Batch<Inputs, Targets>,
) => Tensor
