import { alias, formatShape, type Shape, sameShape, scope, Tensor } from '@thinned/tensor'
import type { AnyModel, Layer, Model, Params } from './layer.ts'
import { NnError } from './nn-error.ts'
import { checkName, parentLayer } from './parent-layer.ts'
import type { Pass } from './pass.ts'
import { childParams } from './tree.ts'

export type Children = Readonly<Record<string, AnyModel>>

type InputsOf<M> = M extends Model<infer Inputs, infer _Outputs> ? Inputs : never
type OutputsOf<M> = M extends Model<infer _Inputs, infer Outputs> ? Outputs : never

/** A child of a composition, to be called in its forward pass. */
export interface Call<Child extends AnyModel> {
  /** What the child makes of its inputs, in its own place in the pass and with its own parameters. */
  (inputs: InputsOf<Child>): OutputsOf<Child>
  /** The child at another place: calls at one place draw the same masks, so a step of time with masks of its own is `use.cell.at(t)`. */
  at(...names: readonly (string | number)[]): Call<Child>
  /** Calls the child otherwise than by `forward`: with what it is given, which a plain call hands over by itself. */
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
  /** The shape that comes out, given the shape that goes in, both without the batch axis; refuses, by an error, what does not fit. */
  outputShape(input: Shape): Shape
}

/**
 * A model of any number of inputs and outputs, as a plain function over its children, which are layers or models:
 * `forward(inputs, use, pass)` calls them as `use.name(x)`. Inputs are a tensor or a record of tensors, as the function takes them; annotate
 * them, and the compiler checks every call, otherwise they are `any`. Outputs are what the function returns: a tensor, or arrays and plain
 * objects of tensors. Nothing else that it makes is left behind.
 *
 * Children are named by their keys, in `init`, `summary`, `flattenParams` and checkpoints. A child that is called several times has
 * one set of parameters and draws the same masks in every call, unless it is called at places of its own, `use.name.at(t)(x)`. What
 * is drawn in the function itself takes its key from `pass.at('a name that is no child')`.
 *
 * With `{ outputShape }`, a composition of one tensor that makes one is a layer, which can stand in `sequential`.
 *
 * @throws {NnError} where a child's name is empty, a number or holds a slash; as a layer, where the output has another shape than announced.
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
  { name, outputShape }: Partial<ComposeLayerOptions> = {},
): Composition<C, Inputs, Outputs> {
  for (const child of Object.keys(children)) checkName(child)
  const model = Object.assign(parentLayer('compose', children, name), {
    functions: ['forward', ...(outputShape ? ['outputShape'] : [])],
    forward(inputs: Inputs, pass: Pass, params: Params = model.params): Outputs {
      const calls = Object.entries(children).map(([child, layer]) => [
        child,
        callOf(layer, pass.at(child), childParams(params, child)),
      ])
      const given = new Set(tensorsIn(inputs))
      return scope(() => ownHandles(forward(inputs, Object.fromEntries(calls), pass), given))
    },
  })
  return outputShape ? withShape(model, outputShape) : model
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

/** Outputs with a handle of their own for each tensor in them that was given: the caller drops inputs and outputs apart. */
function ownHandles<T>(outputs: T, given: ReadonlySet<Tensor>): T {
  if (outputs instanceof Tensor) return given.has(outputs) ? (alias(outputs) as T) : outputs
  if (Array.isArray(outputs)) return outputs.map((item) => ownHandles(item, given)) as T
  if (typeof outputs !== 'object' || outputs === null || Object.getPrototypeOf(outputs) !== Object.prototype)
    return outputs
  return Object.fromEntries(Object.entries(outputs).map(([name, item]) => [name, ownHandles(item, given)])) as T
}
