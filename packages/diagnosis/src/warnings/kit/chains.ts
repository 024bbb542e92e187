import type { AnyModel, Layer } from '@thinned/nn'

/** The shape of an example without the batch, as far as it is known; undefined where not even the number of axes is. */
export type Extents = readonly (number | undefined)[] | undefined

/** One layer of a chain. */
export interface Step {
  readonly path: string
  readonly layer: Layer
  readonly input: Extents
  readonly output: Extents
}

/** Layers that run one after another. */
export interface Chain {
  readonly steps: readonly Step[]
  /** Where its input comes from: the step of another chain that it is a part of. Undefined for the chain of the model itself. */
  readonly within: { readonly chain: Chain; readonly index: number } | undefined
  /** Whether its input is that of the step it is within, as that of a residual's branch is. */
  readonly hasInput: boolean
}

/**
 * The chains of a model: its own first, into which the layers that only run their children one after another are unrolled, then the branches and other
 * children of the layers in it. A layer declares which it is: by `childShapes`, and by `branch`.
 */
export function chainsOf(model: AnyModel, input: Extents): readonly Chain[] {
  const root = { steps: unroll(model as unknown as Layer, '', input), within: undefined, hasInput: true }
  const chains: Chain[] = [root]
  // The list grows while it is read: chains within chains follow.
  for (const chain of chains)
    for (const [index, { layer, path, input }] of chain.steps.entries()) {
      const { children, branch = [] } = layer
      const within = { chain, index }
      if (branch.length > 0) chains.push({ steps: inOrder(children, branch, path, input), within, hasInput: true })
      for (const name of Object.keys(children))
        if (!branch.includes(name))
          chains.push({ steps: unroll(children[name]!, below(path, name), undefined), within, hasInput: false })
    }
  return chains
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)

/** The layer as steps: its children, where it only runs them one after another, or itself. */
function unroll(layer: Layer, path: string, input: Extents): readonly Step[] {
  const names = Object.keys(layer.children)
  if (layer.childShapes && !layer.branch && names.length > 0) return inOrder(layer.children, names, path, input)
  return [{ path, layer, input, output: outputOf(layer, input) }]
}

function inOrder(
  children: Readonly<Record<string, Layer>>,
  names: readonly string[],
  path: string,
  input: Extents,
): readonly Step[] {
  const steps: Step[] = []
  let extents = input ?? inputOf(names.map((name) => children[name]!))
  for (const name of names) {
    steps.push(...unroll(children[name]!, below(path, name), extents))
    extents = steps.at(-1)?.output ?? extents
    if (steps.at(-1)?.output === undefined) extents = undefined
  }
  return steps
}

/** What the first product of a chain declares of the input, where the layers before it keep the shape. */
function inputOf(layers: readonly Layer[]): Extents {
  const first = layers.find((layer) => weightOf(layer) !== undefined || !keepsShape(layer))
  const weight = first && weightOf(first)
  return weight?.length === 2 ? [weight[0]] : undefined
}

/** The shape of the weight that the input meets alone, in a product: its last axis is the output's width, and the axes before its last two are a window. */
export const weightOf = (layer: Layer): readonly number[] | undefined =>
  layer.scaling === 'linear' ? layer.parameters['weight']?.shape : undefined

function keepsShape(layer: Layer): boolean {
  const output = outputOf(layer, [undefined])
  return output?.length === 1 && output[0] === undefined
}

/** Two sizes for an extent that is not known: what they agree on does not depend on it. */
const TRIED = [64, 96] as const

function outputOf(layer: Layer, input: Extents): Extents {
  const [first, second] = TRIED.map(
    (size) =>
      input &&
      shapeOf(
        layer,
        input.map((extent) => extent ?? size),
      ),
  )
  if (first && second && first.length === second.length)
    return first.map((extent, axis) => (extent === second[axis] ? extent : undefined))
  const weight = weightOf(layer)
  return weight && [...weight.slice(0, -2).map(() => undefined), weight.at(-1)]
}

/** Undefined where the layer refuses the shape, which it does by an error. */
function shapeOf(layer: Layer, input: readonly number[]): readonly number[] | undefined {
  try {
    return layer.outputShape(input)
  } catch {
    return undefined
  }
}
