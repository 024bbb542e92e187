import type { Fields } from '@thinned/schema'
import { formatShape, type Shape, sameShape, type Tensor } from '@thinned/tensor'
import type { Layer, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { isLayer, layer as layerSchema, nnOptions } from '../options.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import { addSamples, forSamples } from '../samples.ts'
import { smallestBatch } from '../smallest-batch.ts'
import { steady } from '../steady.ts'
import { childParams } from '../tree.ts'
import type { Chain, ChainIn, ChainOut, Fits } from './kit/widths.ts'
import { sequential } from './sequential.ts'

export interface ResidualOptions<Shortcut extends Layer> {
  /** The layer of the shortcut, such as a linear layer of the new width. The child has the name shortcut. */
  readonly shortcut: Shortcut
}

/** The layers, where their output can be added to their input; otherwise the reason stands instead of the last layer. */
type Added<Layers extends readonly Layer[]> =
  Fits<ChainOut<Layers>, ChainIn<Layers>> extends true
    ? Chain<Layers>
    : LastIs<
        Layers,
        `A residual adds ${ChainIn<Layers>} features and ${ChainOut<Layers>}: keep the width, or give a shortcut`
      >

/** The same with a shortcut. */
type AddedTo<Layers extends readonly Layer[], Shortcut extends Layer> =
  Fits<ChainIn<[Shortcut]>, ChainIn<Layers>> extends true
    ? Fits<ChainOut<Layers>, ChainOut<[Shortcut], ChainIn<Layers>>> extends true
      ? Chain<Layers>
      : LastIs<Layers, `These layers give ${ChainOut<Layers>} features, but the shortcut ${ChainOut<[Shortcut]>}`>
    : LastIs<Layers, `These layers take ${ChainIn<Layers>} features, but the shortcut ${ChainIn<[Shortcut]>}`>

type WithShortcut<Shortcut extends Layer, Layers extends readonly Layer[]> = readonly [
  ResidualOptions<Shortcut>,
  ...Layers,
]
type ResidualParts = readonly Layer[] | WithShortcut<Layer, readonly Layer[]>

type Checked<Parts> =
  Parts extends WithShortcut<infer Shortcut, infer Layers>
    ? [Parts[0], ...AddedTo<Layers, Shortcut>]
    : Parts extends readonly Layer[]
      ? Added<Parts>
      : Parts

type TakenBy<Parts> =
  Parts extends WithShortcut<infer Shortcut, infer _>
    ? ChainIn<[Shortcut]>
    : Parts extends readonly Layer[]
      ? ChainIn<Parts>
      : 'any'

type GivenBy<Parts> =
  Parts extends WithShortcut<infer _, infer Layers>
    ? ChainOut<Layers>
    : Parts extends readonly Layer[]
      ? ChainOut<Parts>
      : 'any'

type LastIs<Layers extends readonly Layer[], Reason> = Layers extends readonly [...infer Before, Layer]
  ? [...Before, Reason]
  : Layers

/**
 * y = x + f(x), where f is the layers one after another, which keep the shape (He et al. 2016, equation 1). Children are named as in `sequential`.
 * With `{ shortcut }` first, y = shortcut(x) + f(x): a layer that changes the shape of x as the others do (equation 2). Widths that do not agree do
 * not compile, where the compiler knows them.
 *
 * @throws {NnError} where the two terms of the sum have different shapes.
 *
 * @example
 * ```ts
 * import { linear, relu, residual, sequential, summary } from '@thinned/nn'
 *
 * const wider = residual({ shortcut: linear(4, 8, { bias: false }) }, linear(4, 8), relu(), linear(8, 8))
 * const model = sequential(residual(linear(4, 4), relu()), wider)
 * console.log(model.outputShape([4])) // [ 8 ]
 * ```
 */
export function residual<const Parts extends ResidualParts>(
  ...parts: Parts & Checked<Parts>
): Layer<TakenBy<Parts>, GivenBy<Parts>> {
  const [first] = parts as ResidualParts
  const shortcut = isOptions(first) ? readResidual(first).shortcut : undefined
  const layers = (shortcut ? parts.slice(1) : parts) as readonly Layer[]
  const model = build(layers, shortcut)
  return model as Layer<TakenBy<Parts>, GivenBy<Parts>>
}

const readResidual = nnOptions('residual', { shortcut: layerSchema } satisfies Fields<ResidualOptions<Layer>>)

/** Whether the first part is the options, which is any record that is not a layer. */
const isOptions = (part: unknown): part is object =>
  typeof part === 'object' && part !== null && !Array.isArray(part) && !isLayer(part)

function build(layers: readonly Layer[], shortcut: Layer | undefined): Layer {
  const body = sequential(...layers)
  if (shortcut && 'shortcut' in body.children)
    throw new NnError(
      'residual was given a layer named shortcut, which is the name of its shortcut. Rename it with { name }.',
    )
  const children = shortcut ? { ...body.children, shortcut } : body.children
  const past = shortcut ?? { outputShape: (input: Shape) => input }
  const model: Layer = Object.assign(parentLayer('residual', children), {
    branch: Object.keys(body.children),
    outputShape(input: Shape) {
      const [added, output] = [past.outputShape(input), body.outputShape(input)]
      if (!sameShape(added, output))
        throw new NnError(
          `residual adds what its layers give to ${shortcut ? 'what its shortcut gives' : 'what they are given'}, but they make ${formatShape(output)} of ${formatShape(input)}${shortcut ? ` and it makes ${formatShape(added)}` : '. Keep the shape, or give { shortcut }, a layer that changes it likewise'}.`,
        )
      return output
    },
    ...(shortcut
      ? {
          smallestBatch: (input: Shape) =>
            Math.max(smallestBatch(body, input).examples, smallestBatch(shortcut, input).examples),
        }
      : { childShapes: (input: Shape) => body.childShapes!(input) }),
    forward: forSamples((x: Tensor, pass: Pass, params: Params = model.params): Tensor => {
      model.outputShape(x.shape.slice(1))
      const change = body.forward(x, pass, params)
      const passed = shortcut?.forward(x, pass.at('shortcut'), childParams(params, 'shortcut'))
      const total = addSamples(passed ?? x, change)
      change.dispose()
      passed?.dispose()
      return total
    }),
  })
  return steady(model)
}
