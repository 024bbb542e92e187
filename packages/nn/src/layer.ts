import type { Key } from '@thinned/rng'
import type { Backend, DType, Epilogue, MaskSpec, Shape, Tensor } from '@thinned/tensor'
import type { Params } from './params.ts'
import type { Pass } from './pass.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** A number of features that is known when compiling, or 'any'. */
export type Width = number | 'any'

/** Makes a parameter's first values from its key. */
export interface Initialiser {
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
  readonly initialiser: Initialiser
}

/** What a layer adds behind the product before it: relu, a mask, or in this pass nothing. */
export type EpiloguePart = { readonly relu: true } | { readonly mask: MaskSpec } | 'nothing'

/**
 * A piece of a network. It reads its weights only from the `params` that `forward` is given, so that others can be put in their
 * place; `In` and `Out` are the widths that the compiler checks ('any' where it cannot, 'same' out where the input's is kept).
 */
export interface Layer<In extends Width = Width, Out extends Width | 'same' = Width | 'same'> {
  /** Never there at run time: only the types are read. */
  readonly widths?: { readonly in: In; readonly out: Out }
  readonly kind: string
  /** Its name in a parent; default: kind and ordinal among that kind. */
  readonly name?: string | undefined
  /** Its settings, for tables and checkpoints. */
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Readonly<Record<string, Layer>>
  /** Its own parameters, as declared. */
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  /** Its own parameters and its children's; empty before `init`. */
  params: Params
  /** What it carries from step to step besides parameters, such as batch statistics. */
  state: Params
  /** The shape that comes out, given the shape that goes in, both without the batch axis. */
  outputShape(input: Shape): Shape
  /** The shape that comes out of each child, for tables; undefined where they do not run one after another. */
  childShapes?(input: Shape): Readonly<Record<string, Shape>>
  forward(x: Tensor, pass: Pass, params?: Params): Tensor
  /** What this layer is as the end of a product, so that both run as one kernel; undefined where it cannot be in this pass. */
  epilogue?(pass: Pass, input: Pick<Tensor, 'shape' | 'dtype'>): EpiloguePart | undefined
  /** `forward`, followed by an epilogue in the same kernel, to the same bits. */
  forwardFused?(x: Tensor, pass: Pass, epilogue: Epilogue, params?: Params): Tensor
}

/** The parts of a layer without parameters, children or state. */
export function plainLayer(
  kind: string,
  name: string | undefined,
  options: Readonly<Record<string, JsonValue>> = {},
): Omit<Layer, 'forward' | 'outputShape'> {
  return { kind, name, options, children: {}, parameters: {}, params: {}, state: {} }
}
