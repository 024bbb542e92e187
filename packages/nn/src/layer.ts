import type { Key } from '@thinned/rng'
import type { Backend, DType, Epilogue, MaskSpec, Shape, Tensor } from '@thinned/tensor'
import type { Pass } from './pass.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** Parameters (or state) of a layer: its tensors by name, and those of its children under the children's names. */
export interface Params {
  readonly [name: string]: Tensor | Params
}

/** A number of features that is known when compiling, or 'any'. */
export type Width = number | 'any'

/** Makes the initial values of a parameter from its key. */
export interface Initializer {
  readonly name: string
  make(
    key: Key,
    shape: Shape,
    options: { readonly dtype: DType & ('float32' | 'float64'); readonly backend?: Backend },
  ): Tensor
}

/** A parameter before it exists. */
export interface ParameterSpec {
  readonly shape: Shape
  readonly initializer: Initializer
}

/** What a layer adds after the product before it: relu, a mask, or, in this pass, the identity. */
export type EpiloguePart = { readonly relu: true } | { readonly mask: MaskSpec } | 'identity'

/**
 * What a layer is among others:
 * - 'activation': an activation function, whose outputs are the units of the layer before it.
 * - 'recurrence': it runs over time, and ends in an activation of its own.
 * - 'convolution': its weight is [kernel…, channels in a group, channels of the output].
 * - 'attention': positions look at each other, by projections inside.
 * - 'embedding': it takes indices, which stand for rows of its weight.
 * - 'positions': it adds something to each position that does not depend on the input.
 */
export type LayerRole = 'activation' | 'recurrence' | 'convolution' | 'attention' | 'embedding' | 'positions'

/**
 * What can be trained: parameters, and a forward function of inputs and parameters. `forward` reads its weights only from the argument `params`, so
 * that a caller can substitute others. Inputs and outputs are tensors, or records of several.
 */
export interface Model<Inputs = Tensor, Outputs = Tensor> {
  readonly kind: string
  /** Its name in a parent; default: kind and ordinal among that kind. */
  readonly name?: string | undefined
  /** Its settings, for tables and checkpoints. */
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Readonly<Record<string, AnyModel>>
  /** The names of the functions that it is made of and that its options do not hold, so that no config can be made of it. Default: none. */
  readonly functions?: readonly string[]
  /** What it is to those who look at a network, such as a diagnosis. Default: none of these. */
  readonly role?: LayerRole
  /** The parameters that it declares, without those of its children. */
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  /** The state that it declares, without that of its children. Default: none. */
  readonly states?: Readonly<Record<string, ParameterSpec>>
  /** Its parameters and those of its children; empty before `init`. */
  params: Params
  /** What it carries from step to step besides parameters, such as running statistics. `init` makes it; the trainer replaces what a layer reports as 'state'. */
  state: Params
  forward(inputs: Inputs, pass: Pass, params?: Params): Outputs
}

/** A model of whatever inputs and outputs. */
export type AnyModel = Model<never, unknown>

/**
 * A model from one tensor to one tensor, which can stand in a chain. `In` and `Out` are the widths that the compiler checks: 'any' where it cannot,
 * and 'same' for an output as wide as the input.
 */
export interface Layer<In extends Width = Width, Out extends Width | 'same' = Width | 'same'> extends Model {
  /** For the compiler alone; undefined at run time. */
  readonly widths?: { readonly in: In; readonly out: Out }
  readonly children: Readonly<Record<string, Layer>>
  /** The output shape of an input shape, both without the batch axis. */
  outputShape(input: Shape): Shape
  /**
   * The names of the children that run one after another on a branch, whose output is added to what passes beside it. Default: none; where there are
   * `childShapes`, all children run one after another, and the last one gives the output.
   */
  readonly branch?: readonly string[]
  /** The output shape of each child, for tables. Undefined where the children do not run one after another. */
  childShapes?(input: Shape): Readonly<Record<string, Shape>>
  /**
   * The fewest examples that a training batch takes, for inputs of this shape without the batch axis. A parent whose children do not run one after
   * another answers for them. Default: 0, batches of any size.
   */
  smallestBatch?(input: Shape): number
  /**
   * How the output follows the scale of the input, in every mode and for every number c above 0:
   * - 'homogeneous': c · x gives c · y, whatever mask is drawn, as relu, pooling and dropout do.
   * - 'linear': the input meets the parameter `weight` alone, in a product: c · x with the weight gives what x gives with c · weight. So the weight
   *   can take a factor of the input.
   * Default: neither is known.
   */
  readonly scaling?: 'homogeneous' | 'linear'
  /** Whether its parameters may have a leading batch axis, so that each example has separate weights. */
  readonly weightsPerExample?: boolean
  /** This layer as the epilogue of a product before it, so that both run as one kernel. Undefined where it cannot be one in this pass. */
  epilogue?(pass: Pass, input: Pick<Tensor, 'shape' | 'dtype'>): EpiloguePart | undefined
  /** `forward` with an epilogue in the same kernel, to the bits of the separate ops. */
  forwardFused?(x: Tensor, pass: Pass, epilogue: Epilogue, params?: Params): Tensor
}

/**
 * The parts of a layer without parameters, children or state.
 *
 * @example
 * ```ts
 * import { createPass, type Layer, plainLayer } from '@thinned/nn'
 * import { mul, tensor } from '@thinned/tensor'
 *
 * const double: Layer = { ...plainLayer('double', undefined), outputShape: (input) => input, forward: (x) => mul(x, 2) }
 * console.log(double.forward(tensor([1, 2]), createPass({ mode: 'evaluate' })).readSync()) // Float32Array(2) [ 2, 4 ]
 * ```
 */
export function plainLayer(
  kind: string,
  name: string | undefined,
  options: Readonly<Record<string, JsonValue>> = {},
): Omit<Layer, 'forward' | 'outputShape'> {
  return { kind, name, options, children: {}, parameters: {}, params: {}, state: {} }
}
