import { type Fields, formatValue, func, optional } from '@thinned/schema'
import { alias, formatShape, type Shape, sameShape, scope, Tensor } from '@thinned/tensor'
import type { AnyModel, Layer, Model, Params } from './layer.ts'
import { NnError } from './nn-error.ts'
import { checkLayer, name, nnOptions } from './options.ts'
import { checkName, parentLayer } from './parent-layer.ts'
import type { Pass } from './pass.ts'
import { childParams } from './tree.ts'

export type Children = Readonly<Record<string, AnyModel>>

type InputsOf<M> = M extends Model<infer Inputs, infer _Outputs> ? Inputs : never
type OutputsOf<M> = M extends Model<infer _Inputs, infer Outputs> ? Outputs : never

/** A child of a composition, to be called in its forward pass. */
export interface Call<Child extends AnyModel> {
  /** The child's outputs, with its parameters, and with the pass of its name. */
  (inputs: InputsOf<Child>): OutputsOf<Child>
  /** The child with another pass. Calls with the same names draw the same masks, so `use.cell.at(t)` draws separate masks for each time step t. */
  at(...names: readonly (string | number)[]): Call<Child>
  /** Calls another method of the child, such as `run`, with the child, its pass and its parameters. */
  with<Result>(call: (child: Child, pass: Pass, params: Params) => Result): Result
}

/** A model whose forward pass is a function over its children. */
export interface Composition<C extends Children, Inputs, Outputs> extends Model<Inputs, Outputs> {
  readonly children: C
}

/** The children of a composition by name, to be called. */
export type Use<C extends Children> = { readonly [Name in keyof C]: Call<C[Name]> }

export interface ComposeOptions {
  readonly name?: string
}

export interface ComposeLayerOptions extends ComposeOptions {
  /** The output shape of an input shape, both without the batch axis. It throws where an input does not fit. */
  outputShape(input: Shape): Shape
}

/**
 * A model of any number of inputs and outputs, as a plain function over its children. The children are layers or models;
 * `forward(inputs, use, pass)` calls them as `use.name(x)`. Inputs are a tensor or a record of tensors. Annotate their type, and the compiler checks
 * every call; without a type they are `any`. Outputs are a tensor, or arrays and plain objects of tensors. All other tensors of the function are
 * disposed of.
 *
 * Children have the names of their keys, in `init`, `summary`, `flattenParams` and checkpoints. A child that is called several times has one set of
 * parameters and draws the same masks in every call; `use.name.at(t)(x)` draws others for each t. The function itself draws with the key of
 * `pass.at(name)`, with a name that no child has.
 *
 * With `{ outputShape }`, a composition from one tensor to one tensor is a layer, which can stand in `sequential`.
 *
 * @throws {NnError} where a child's name is empty, a number or holds a slash; as a layer, where the output has another shape than `outputShape` says.
 *
 * @example
 * ```ts
 * import { compose, createPass, init, linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { concat, type Tensor, zeros } from '@thinned/tensor'
 *
 * const net = compose(
 *   { image: sequential(linear(64, 32), relu()), table: linear(8, 4), head: linear(36, 10) },
 *   ({ image, table }: { image: Tensor; table: Tensor }, use) => use.head(concat([use.image(image), use.table(table)], 1)),
 * )
 * init(net, key(1))
 * const inputs = { image: zeros([2, 64]), table: zeros([2, 8]) }
 * console.log(net.forward(inputs, createPass({ mode: 'evaluate' })).shape) // [ 2, 10 ]
 * ```
 */
export function compose<const C extends Readonly<Record<string, Layer>>>(
  children: C,
  forward: (x: Tensor, use: Use<C>, pass: Pass) => Tensor,
  options: ComposeLayerOptions,
): Layer<'any', 'any'>
// biome-ignore lint/suspicious/noExplicitAny: the compiler cannot know the names of inputs that are not annotated.
export function compose<const C extends Children, Outputs, Inputs = any>(
  children: C,
  forward: (inputs: Inputs, use: Use<C>, pass: Pass) => Outputs,
  options?: ComposeOptions,
): Composition<C, Inputs, Outputs>
export function compose<C extends Children, Outputs, Inputs>(
  children: C,
  forward: (inputs: Inputs, use: Use<C>, pass: Pass) => Outputs,
  options: Partial<ComposeLayerOptions> = {},
): Composition<C, Inputs, Outputs> {
  const { name, outputShape } = read(options)
  checkParts(children, forward)
  const model = Object.assign(parentLayer('compose', children, name), {
    functions: ['forward', ...(outputShape ? ['outputShape'] : [])],
    forward(inputs: Inputs, pass: Pass, params: Params = model.params): Outputs {
      const calls = Object.entries(children).map(([child, layer]) => [
        child,
        callOf(layer, pass.at(child), childParams(params, child)),
      ])
      const inputTensors = new Set(tensorsIn(inputs))
      return scope(() => aliasInputs(forward(inputs, Object.fromEntries(calls), pass), inputTensors))
    },
  })
  return outputShape ? withShape(model, outputShape) : model
}

const read = nnOptions('compose', { name, outputShape: optional(func()) } satisfies Fields<
  Partial<ComposeLayerOptions>
>)

function checkParts(children: unknown, forward: unknown): void {
  if (typeof children !== 'object' || children === null || Array.isArray(children))
    throw new NnError(
      `compose was given the children ${formatValue(children)}; they are layers by name, as in compose({ head: linear(8, 4) }, (x, use) => use.head(x)).`,
    )
  for (const [child, layer] of Object.entries(children)) {
    checkName(child)
    checkLayer('compose', layer, child)
  }
  if (typeof forward !== 'function')
    throw new NnError(
      `compose was given the forward function ${formatValue(forward)}; it is a function (inputs, use) => outputs.`,
    )
}

function callOf(child: AnyModel, pass: Pass, params: Params): Call<AnyModel> {
  const call = (inputs: never): unknown => child.forward(inputs, pass, params)
  return Object.assign(call, {
    at: (...names: readonly (string | number)[]) => callOf(child, pass.at(...names), params),
    with: <Result>(use: (child: AnyModel, pass: Pass, params: Params) => Result) => use(child, pass, params),
  })
}

function withShape<M extends AnyModel>(model: M, outputShape: (input: Shape) => Shape): M {
  const { forward } = model
  return Object.assign(model, {
    outputShape,
    forward(x: Tensor, pass: Pass, params?: Params): Tensor {
      const announced = outputShape(x.shape.slice(1))
      const y = forward(x as never, pass, params) as Tensor
      if (sameShape(y.shape, [x.shape[0]!, ...announced])) return y
      y.dispose()
      throw new NnError(
        `compose was given an outputShape that announces [batch, ${announced.join(', ')}], but for ${formatShape(x.shape)} its function returned ${formatShape(y.shape)}; make them agree.`,
      )
    },
  })
}

/** The tensors in a value of tensors, arrays and plain objects of them. */
function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(tensorsIn) : []
}

/** Outputs with a new handle for each tensor in them that is an input: the caller disposes of inputs and outputs separately. */
function aliasInputs<T>(outputs: T, inputs: ReadonlySet<Tensor>): T {
  if (outputs instanceof Tensor) return inputs.has(outputs) ? (alias(outputs) as T) : outputs
  if (Array.isArray(outputs)) return outputs.map((item) => aliasInputs(item, inputs)) as T
  if (typeof outputs !== 'object' || outputs === null || Object.getPrototypeOf(outputs) !== Object.prototype)
    return outputs
  return Object.fromEntries(Object.entries(outputs).map(([name, item]) => [name, aliasInputs(item, inputs)])) as T
}
