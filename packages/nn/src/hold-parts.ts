import type { AnyModel } from './layer.ts'
import type { Params } from './params.ts'

/**
 * Makes `params` and `state` of a layer those of itself and of its children, whose parts stand under their names. What is set without a child's
 * name leaves that child as it is. Returns the layer.
 */
export function holdParts<L extends AnyModel>(layer: L): L {
  const children = Object.entries(layer.children)
  for (const what of ['params', 'state'] as const) {
    let own: Params = layer[what]
    Object.defineProperty(layer, what, {
      enumerable: true,
      get(): Params {
        const held = children.map(([name, child]) => [name, child[what]] as const)
        return { ...own, ...Object.fromEntries(held.filter(([, parts]) => Object.keys(parts).length > 0)) }
      },
      set(given: Params) {
        for (const [name, child] of children) if (given[name]) child[what] = given[name] as Params
        own = Object.fromEntries(Object.entries(given).filter(([name]) => !Object.hasOwn(layer.children, name)))
      },
    })
  }
  return layer
}
