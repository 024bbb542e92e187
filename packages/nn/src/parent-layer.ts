import type { AnyModel, JsonValue, ParameterSpec, Params } from './layer.ts'
import { NnError } from './nn-error.ts'

/** The parts of a model with children and without separate state. Its params are its parameters, and those of its children under their names. */
export interface Parent<Children> {
  readonly kind: string
  readonly name: string | undefined
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Children
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  params: Params
  state: Params
}

/**
 * The parts of a layer with children; `Object.assign` adds `outputShape` and `forward`. (Spreading the parts would copy the present params
 * instead of their getters.)
 *
 * @param kind The kind of the layer, such as 'residual': its name in configs and summaries.
 * @param children The layers inside by name. Their params and state are those of the parent, under these names.
 * @param name The name of the layer in its parent. Default: the kind, numbered.
 * @param options The settings of the layer, for `toConfig` and for the identity of a run.
 * @param parameters The parameters of the parent itself, by name. Default: none.
 *
 * @example
 * ```ts
 * import { init, type Layer, linear, parentLayer, summary } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { add, type Tensor } from '@thinned/tensor'
 *
 * const inner = linear(4, 4)
 * const twice: Layer<4, 4> = Object.assign(parentLayer('twice', { inner }), {
 *   outputShape: inner.outputShape,
 *   forward: (x: Tensor, pass: Parameters<typeof inner.forward>[1]) => add(x, inner.forward(x, pass.at('inner'))),
 * })
 * init(twice, key(1))
 * console.log(Object.keys(twice.params)) // [ 'inner' ]
 * ```
 */
export function parentLayer<const Children extends Readonly<Record<string, AnyModel>>>(
  kind: string,
  children: Children,
  name?: string,
  options: Readonly<Record<string, JsonValue>> = {},
  parameters: Readonly<Record<string, ParameterSpec>> = {},
): Parent<Children> {
  let parentParams: Params = {}
  return {
    kind,
    name,
    options,
    children,
    parameters,
    get params(): Params {
      return { ...parentParams, ...collect(children, 'params') }
    },
    set params(params: Params) {
      distribute(children, 'params', params)
      parentParams = Object.fromEntries(Object.entries(params).filter(([name]) => Object.hasOwn(parameters, name)))
    },
    get state(): Params {
      return collect(children, 'state')
    },
    set state(state: Params) {
      distribute(children, 'state', state)
    },
  }
}

type Children = Readonly<Record<string, AnyModel>>

function collect(children: Children, field: 'params' | 'state'): Params {
  const trees = Object.entries(children).map(([name, child]) => [name, child[field]] as const)
  return Object.fromEntries(trees.filter(([, tree]) => Object.keys(tree).length > 0))
}

function distribute(children: Children, field: 'params' | 'state', tree: Params): void {
  for (const [name, child] of Object.entries(children)) if (tree[name]) child[field] = tree[name] as Params
}

/** Refuses a name that no child can have. (Objects put keys that look like integers first, which would reorder the layers.) */
export function checkName(name: string): void {
  if (name === '' || name === '__proto__' || name.includes('/') || /^\d+$/.test(name))
    throw new NnError(
      `A layer is named "${name}"; a name is not empty, not __proto__, not digits alone, and holds no slash, which separates paths.`,
    )
}
