import type { Key } from '@thinned/rng'
import type { Backend, DType, Epilogue, MaskSpec, Shape, Tensor } from '@thinned/tensor'
import type { Pass } from './pass.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** Parameters (or state) of a layer: its own tensors by name, and its children's under their names. */
export interface Params {
  readonly [name: string]: Tensor | Params
}

/** A number of features that is known when compiling, or 'any'. */
export type Width = number | 'any'

/** Makes a parameter's first values from its key. */
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
 * What can be trained: parameters, and a function of inputs and them. It reads its weights only from the `params` that `forward` is
 * given, so that others can be put in their place. Inputs and outputs are tensors, or records of several.
 */
export interface Model<Inputs = Tensor, Outputs = Tensor> {
  readonly kind: string
  /** Its name in a parent; default: kind and ordinal among that kind. */
  readonly name?: string | undefined
  /** Its settings, for tables and checkpoints. */
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Readonly<Record<string, AnyModel>>
  /** What it is made of that is a function and stands in no options, by name: a config cannot hold it. Default: nothing. */
  readonly functions?: readonly string[]
  /** Its own parameters, as declared. */
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  /** Its own state, as declared. Default: none. */
  readonly states?: Readonly<Record<string, ParameterSpec>>
  /** Its own parameters and its children's; empty before `init`. */
  params: Params
  /** What it carries from step to step besides parameters, such as running statistics; made by `init`, replaced as `Pass.report` says. */
  state: Params
  forward(inputs: Inputs, pass: Pass, params?: Params): Outputs
}

/** A model of whatever inputs and outputs. */
export type AnyModel = Model<never, unknown>

/**
 * A model of one tensor, which makes one: a piece that can stand in a chain. `In` and `Out` are the widths that the compiler checks
 * ('any' where it cannot, 'same' out where the input's is kept).
 */
export interface Layer<In extends Width = Width, Out extends Width | 'same' = Width | 'same'> extends Model {
  /** Never there at run time: only the types are read. */
  readonly widths?: { readonly in: In; readonly out: Out }
  readonly children: Readonly<Record<string, Layer>>
  /** The shape that comes out, given the shape that goes in, both without the batch axis. */
  outputShape(input: Shape): Shape
  /** The shape that comes out of each child, for tables; undefined where they do not run one after another. */
  childShapes?(input: Shape): Readonly<Record<string, Shape>>
  /**
   * How the output follows the scale of the input, in every mode and for every number c above 0:
   * - 'homogeneous': c · x gives c · y, whatever mask is drawn, as relu, pooling and dropout do.
   * - 'linear': the input meets the parameter `weight` alone, in a product: c · x with the weight gives what x gives with c · weight. So the weight
   *   can take a factor of the input.
   * Default: neither is known.
   */
  readonly scaling?: 'homogeneous' | 'linear'
  /** Whether its parameters may have the axis of the examples before their own, so that each example has weights of its own. */
  readonly weightsPerExample?: boolean
  /** What this layer is as the end of a product, so that both run as one kernel; undefined where it cannot be in this pass. */
  epilogue?(pass: Pass, input: Pick<Tensor, 'shape' | 'dtype'>): EpiloguePart | undefined
  /** `forward`, followed by an epilogue in the same kernel, to the same bits. */
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
