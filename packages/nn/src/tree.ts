import { foldIn, type Key } from '@thinned/rng'
import { sizeOf, Tensor } from '@thinned/tensor'
import type { AnyModel, ParameterSpec, Params } from './layer.ts'
import { checkModel } from './options.ts'

/** A path below a parent's: names with slashes between them. The root's path is empty. */
export function pathBelow(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`
}

/**
 * Every layer of a model with its path, as ['block/linear1', layer]: the model itself first, with an empty path, and each parent before its children.
 *
 * @example
 * ```ts
 * import { layersOf, linear, relu, sequential } from '@thinned/nn'
 *
 * const model = sequential(linear(8, 4), relu())
 * console.log(layersOf(model).map(([path]) => path)) // [ '', 'linear1', 'relu1' ]
 * ```
 */
export function layersOf(model: AnyModel): readonly (readonly [path: string, layer: AnyModel])[] {
  const layers: (readonly [string, AnyModel])[] = []
  const visit = (layer: AnyModel, path: string): void => {
    layers.push([path, layer])
    for (const [name, child] of Object.entries(layer.children)) visit(child, pathBelow(path, name))
  }
  visit(model, '')
  return layers
}

/**
 * One value from a model, from the bottom up: `combine` takes a layer, the values of its children by name, and its path.
 *
 * @example
 * ```ts
 * import { foldLayers, linear, relu, sequential } from '@thinned/nn'
 *
 * const depth = foldLayers<number>(sequential(linear(8, 4), sequential(relu())), (_, below) => 1 + Math.max(0, ...Object.values(below)))
 * console.log(depth) // 3
 * ```
 */
export function foldLayers<T>(
  model: AnyModel,
  combine: (layer: AnyModel, children: Readonly<Record<string, T>>, path: string) => T,
  path = '',
): T {
  const children = Object.entries(model.children).map(
    ([name, child]) => [name, foldLayers(child, combine, pathBelow(path, name))] as const,
  )
  return combine(model, Object.fromEntries(children), path)
}

/**
 * The parameters that a model and its layers declare, by path, whether they exist already or not.
 *
 * @example
 * ```ts
 * import { declaredParameters, linear, sequential } from '@thinned/nn'
 *
 * const declared = declaredParameters(sequential(linear(8, 4)))
 * console.log(Object.entries(declared).map(([path, { shape }]) => `${path} ${shape}`)) // [ 'linear1/weight 8,4', 'linear1/bias 4' ]
 * ```
 */
export function declaredParameters(model: AnyModel): Readonly<Record<string, ParameterSpec>> {
  return Object.fromEntries(
    layersOf(model).flatMap(([path, { parameters }]) =>
      Object.entries(parameters).map(([name, spec]) => [pathBelow(path, name), spec] as const),
    ),
  )
}

/**
 * The number of elements of all parameters that a model declares.
 *
 * @example
 * ```ts
 * import { countParameters, linear, relu, sequential } from '@thinned/nn'
 *
 * console.log(countParameters(sequential(linear(8, 4), relu()))) // 36
 * ```
 */
export function countParameters(model: AnyModel): number {
  checkModel('countParameters', model)
  return Object.values(declaredParameters(model)).reduce((count, { shape }) => count + sizeOf(shape), 0)
}

/** The key of a layer's path: names are folded in one by one. */
export function keyOfPath(key: Key, path: string): Key {
  return path === '' ? key : path.split('/').reduce<Key>(foldIn, key)
}

/**
 * The tensors by path, as 'linear1/weight', in the order of the layers.
 *
 * @example
 * ```ts
 * import { flattenParams, init, linear, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const model = sequential(linear(8, 4), linear(4, 2, { name: 'head' }))
 * init(model, key(42))
 * console.log(Object.keys(flattenParams(model.params)).join(' ')) // linear1/weight linear1/bias head/weight head/bias
 * ```
 */
export function flattenParams(params: Params): Record<string, Tensor> {
  const flat: Record<string, Tensor> = {}
  mapParams(params, (tensor, path) => {
    flat[path] = tensor
    return tensor
  })
  return flat
}

/**
 * Parameters of the same names, each with what `map` makes of its tensor and path.
 *
 * @example
 * ```ts
 * import { init, linear, mapParams, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { mul } from '@thinned/tensor'
 *
 * const model = sequential(linear(8, 4))
 * init(model, key(42))
 * const halved = mapParams(model.params, (tensor, path) => (path.endsWith('/weight') ? mul(tensor, 0.5) : tensor))
 * console.log(Object.keys(halved)) // [ 'linear1' ]
 * ```
 */
export function mapParams(params: Params, map: (tensor: Tensor, path: string) => Tensor): Params {
  const below = (branch: Params, path: string): Params =>
    Object.fromEntries(
      Object.entries(branch).map(([name, value]) => {
        const pathOfValue = pathBelow(path, name)
        return [name, value instanceof Tensor ? map(value, pathOfValue) : below(value, pathOfValue)]
      }),
    )
  return below(params, '')
}

/**
 * A child's share of its parent's parameters (or state): empty where it has none.
 *
 * @example
 * ```ts
 * import { childParams, init, linear, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const model = sequential(linear(8, 4))
 * init(model, key(42))
 * console.log(Object.keys(childParams(model.params, 'linear1'))) // [ 'weight', 'bias' ]
 * ```
 */
export function childParams(params: Params, name: string): Params {
  return (params[name] ?? {}) as Params
}
