import { foldIn, type Key } from '@thinned/rng'
import { type Backend, requireGrad, type Tensor } from '@thinned/tensor'
import type { AnyModel, ParameterSpec } from './layer.ts'
import { NnError } from './nn-error.ts'
import { flattenParams } from './params.ts'

export interface InitOptions {
  readonly backend?: Backend | undefined
  /** Default float32. */
  readonly dtype?: 'float32' | 'float64'
}

/**
 * Makes the parameters of a model, as leaves of the graph, and its state. The key of a parameter is folded from `key` along its path, segment by
 * segment, so adding a layer elsewhere changes no other parameter's first values.
 *
 * After an error nothing was changed.
 *
 * @throws {NnError} where a part of the model has parameters already, or a layer with parameters stands in two places.
 *
 * @example
 * ```ts
 * import { init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const layer = linear(8, 4)
 * init(layer, key(42))
 * console.log(`${layer.params.weight}`) // Tensor float32 [8, 4] on reference
 * ```
 */
export function init(model: AnyModel, key: Key, { backend, dtype = 'float32' }: InitOptions = {}): void {
  const made: Tensor[] = []
  const make = (place: Key, { shape, initializer }: ParameterSpec): Tensor => {
    const tensor = initializer.make(place, shape, { dtype, ...(backend ? { backend } : {}) })
    made.push(tensor)
    return tensor
  }
  const makeAll = (place: Key, specs: Readonly<Record<string, ParameterSpec>>): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, make(foldIn(place, name), spec)]))
  try {
    const ready = placesOf(model, key).map(({ layer, place }) => {
      const params = makeAll(place, layer.parameters)
      for (const parameter of Object.values(params)) requireGrad(parameter)
      return { layer, params, state: makeAll(place, layer.states ?? {}) }
    })
    for (const { layer, params, state } of ready) {
      if (Object.keys(params).length > 0) layer.params = params
      if (Object.keys(state).length > 0) layer.state = state
    }
  } catch (error) {
    for (const tensor of made) tensor.dispose()
    throw error
  }
}

/** Whether a layer declares parameters or state of its own. */
function hasOwn({ parameters, states = {} }: AnyModel): boolean {
  return Object.keys(parameters).length > 0 || Object.keys(states).length > 0
}

/** The layers that declare parameters or state, each with its key; an error where one has them already or stands in two places. */
function placesOf(model: AnyModel, key: Key): { readonly layer: AnyModel; readonly place: Key }[] {
  const paths = new Map<AnyModel, string>()
  const places: { readonly layer: AnyModel; readonly place: Key }[] = []
  const visit = (layer: AnyModel, place: Key, path: string): void => {
    if (hasOwn(layer)) {
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

/**
 * Whether the parameters that the model declares exist. True of a model without any.
 *
 * @example
 * ```ts
 * import { init, isInitialized, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const layer = linear(8, 4)
 * console.log(isInitialized(layer)) // false
 * init(layer, key(42))
 * console.log(isInitialized(layer)) // true
 * ```
 */
export function isInitialized(model: AnyModel): boolean {
  const own = Object.keys(model.parameters).every((name) => name in model.params)
  return own && Object.values(model.children).every(isInitialized)
}

/**
 * Drops the parameters and the state of a model and of all its layers.
 *
 * @example
 * ```ts
 * import { disposeParams, init, isInitialized, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const layer = linear(8, 4)
 * init(layer, key(42))
 * disposeParams(layer)
 * console.log(isInitialized(layer)) // false
 * ```
 */
export function disposeParams(model: AnyModel): void {
  for (const held of [model.params, model.state])
    for (const tensor of Object.values(flattenParams(held))) tensor.dispose()
  forget(model)
}

function forget(layer: AnyModel): void {
  if (Object.keys(layer.parameters).length > 0) layer.params = {}
  if (Object.keys(layer.states ?? {}).length > 0) layer.state = {}
  for (const child of Object.values(layer.children)) forget(child)
}
