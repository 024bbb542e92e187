import type { AnyModel, JsonValue, ParameterSpec, Params } from './layer.ts'
import { NnError } from './nn-error.ts'

/** The parts of a model that has children, and no state of its own: it holds its own parameters, and under their names what they hold. */
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
 * A parent's parts, to which `Object.assign` adds the rest: a copy by spreading would hold params as they are now.
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
  let own: Params = {}
  return {
    kind,
    name,
    options,
    children,
    parameters,
    get params(): Params {
      return { ...own, ...heldBy(children, 'params') }
    },
    set params(params: Params) {
      giveTo(children, 'params', params)
      own = Object.fromEntries(Object.entries(params).filter(([name]) => Object.hasOwn(parameters, name)))
    },
    get state(): Params {
      return heldBy(children, 'state')
    },
    set state(state: Params) {
      giveTo(children, 'state', state)
    },
  }
}

type Children = Readonly<Record<string, AnyModel>>

function heldBy(children: Children, what: 'params' | 'state'): Params {
  const held = Object.entries(children).map(([name, child]) => [name, child[what]] as const)
  return Object.fromEntries(held.filter(([, own]) => Object.keys(own).length > 0))
}

function giveTo(children: Children, what: 'params' | 'state', held: Params): void {
  for (const [name, child] of Object.entries(children)) if (held[name]) child[what] = held[name] as Params
}

/** Refuses what cannot name a child. Objects put keys that look like integers first, which would change the order of the layers. */
export function checkName(name: string): void {
  if (name === '' || name === '__proto__' || name.includes('/') || /^\d+$/.test(name))
    throw new NnError(
      `A layer is named "${name}"; a name is not empty, not __proto__, not digits alone, and holds no slash, which separates paths.`,
    )
}
