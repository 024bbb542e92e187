import { foldIn, type Key } from '@thinned/rng'
import { asLeaf, type Backend, type Tensor } from '@thinned/tensor'
import type { Layer, ParameterSpec } from './layer.ts'
import { NnError } from './nn-error.ts'
import { flattenParams, type Params } from './params.ts'

export interface InitOptions {
  readonly backend?: Backend | undefined
  /** Default float32. */
  readonly dtype?: 'float32' | 'float64'
}

/**
 * Makes the parameters of a model, as leaves of the graph. The key of a parameter is folded from `key` along its path, segment by
 * segment, so adding a layer elsewhere changes no other parameter's first values.
 *
 * After an error nothing was changed.
 *
 * @throws {NnError} where a part of the model has parameters already, or a layer with parameters stands in two places.
 */
export function init(model: Layer, key: Key, { backend, dtype = 'float32' }: InitOptions = {}): void {
  const made: Tensor[] = []
  const make = (place: Key, { shape, initialiser }: ParameterSpec): Tensor => {
    const leaf = asLeaf(initialiser.make(place, shape, { dtype, ...(backend ? { backend } : {}) }))
    made.push(leaf)
    return leaf
  }
  try {
    const ready = placesOf(model, key).map(({ layer, place }) => {
      const own = Object.entries(layer.parameters).map(([name, spec]) => [name, make(foldIn(place, name), spec)])
      return { layer, params: Object.fromEntries(own) as Params }
    })
    for (const { layer, params } of ready) layer.params = params
  } catch (error) {
    for (const tensor of made) tensor.dispose()
    throw error
  }
}

/** The layers that declare parameters, each with its key; an error where one has them already or stands in two places. */
function placesOf(model: Layer, key: Key): { readonly layer: Layer; readonly place: Key }[] {
  const paths = new Map<Layer, string>()
  const places: { readonly layer: Layer; readonly place: Key }[] = []
  const visit = (layer: Layer, place: Key, path: string): void => {
    if (Object.keys(layer.parameters).length > 0) {
      const first = paths.get(layer)
      if (first !== undefined)
        throw new NnError(
          `init was given a model in which the layer at ${path} is the one at ${first}; a layer with parameters has one place. Build two.`,
        )
      if (Object.keys(layer.params).length > 0)
        throw new NnError(
          `init was given a model in which ${path || `the ${layer.kind}`} has its parameters already. Build the model again to start afresh, or init its other parts one by one.`,
        )
      paths.set(layer, path)
      places.push({ layer, place })
    }
    for (const [name, child] of Object.entries(layer.children))
      visit(child, foldIn(place, name), path === '' ? name : `${path}/${name}`)
  }
  visit(model, key, '')
  return places
}

/** Whether the parameters that the model declares exist. True of a model without any. */
export function isInitialised(model: Layer): boolean {
  const own = Object.keys(model.parameters).every((name) => name in model.params)
  return own && Object.values(model.children).every(isInitialised)
}

/** Drops the parameters of a model and of all its layers. */
export function disposeParams(model: Layer): void {
  for (const tensor of Object.values(flattenParams(model.params))) tensor.dispose()
  forget(model)
}

function forget(layer: Layer): void {
  if (Object.keys(layer.parameters).length > 0) layer.params = {}
  for (const child of Object.values(layer.children)) forget(child)
}
