import { foldIn, isKey, type Key } from '@thinned/rng'
import { type Fields, formatValue, oneOf, optional, withDefault } from '@thinned/schema'
import { type Backend, reclaim, requireGrad, type Tensor } from '@thinned/tensor'
import { refuseHeld } from './hold-model.ts'
import type { AnyModel, ParameterSpec } from './layer.ts'
import { NnError } from './nn-error.ts'
import { backend as backendSchema, checkModel, nnOptions } from './options.ts'
import { flattenParams, keyOfPath, layersOf } from './tree.ts'

export interface InitOptions {
  readonly backend?: Backend | undefined
  /** Default float32. */
  readonly dtype?: 'float32' | 'float64'
}

/**
 * Makes the parameters of a model, as leaves of the graph, and its state. The key of a parameter is `key`, folded along the parameter's path, segment by
 * segment. So a layer that is added elsewhere changes no other parameter's initial values.
 *
 * An error leaves the model as it was.
 *
 * @throws {NnError} where a part of the model has parameters already, and where a layer with parameters occurs twice in the model.
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
export function init(model: AnyModel, key: Key, options: InitOptions = {}): void {
  checkModel('init', model)
  if (!isKey(key))
    throw new NnError(`init was given the key ${formatValue(key)}; write, for example, init(model, key(42)).`)
  const { backend, dtype } = read(options)
  const tensors: Tensor[] = []
  const create = (layerKey: Key, specs: Readonly<Record<string, ParameterSpec>>): Record<string, Tensor> =>
    Object.fromEntries(
      Object.entries(specs).map(([name, { shape, initializer }]) => {
        const tensor = initializer.make(foldIn(layerKey, name), shape, { dtype, ...(backend ? { backend } : {}) })
        tensors.push(reclaim(tensor))
        return [name, tensor]
      }),
    )
  try {
    const values = uninitializedLayers(model).map(([path, layer]) => {
      const layerKey = keyOfPath(key, path)
      const params = create(layerKey, layer.parameters)
      for (const parameter of Object.values(params)) requireGrad(parameter)
      return { layer, params, state: create(layerKey, layer.states ?? {}) }
    })
    for (const { layer, params, state } of values) {
      if (Object.keys(params).length > 0) layer.params = params
      if (Object.keys(state).length > 0) layer.state = state
    }
  } catch (error) {
    for (const tensor of tensors) tensor.dispose()
    throw error
  }
}

const read = nnOptions('init', {
  backend: optional(backendSchema),
  dtype: withDefault(oneOf('float32', 'float64'), 'float32'),
} satisfies Fields<InitOptions>)

/** The layers that declare parameters or state, by path. Throws where one is initialized already or occurs twice. */
function uninitializedLayers(model: AnyModel): ReturnType<typeof layersOf> {
  const paths = new Map<AnyModel, string>()
  return layersOf(model).filter(([path, layer]) => {
    if (Object.keys({ ...layer.parameters, ...layer.states }).length === 0) return false
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
    return true
  })
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
  return layersOf(model).every(([, { parameters, params }]) => Object.keys(parameters).every((name) => name in params))
}

/**
 * Disposes of the parameters and the state of a model and of all its layers.
 *
 * @throws {NnError} where `fit` trains the model at this moment.
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
  refuseHeld(model, 'disposeParams')
  for (const tree of [model.params, model.state])
    for (const tensor of Object.values(flattenParams(tree))) tensor.dispose()
  for (const [, layer] of layersOf(model)) {
    if (Object.keys(layer.parameters).length > 0) layer.params = {}
    if (Object.keys(layer.states ?? {}).length > 0) layer.state = {}
  }
}
