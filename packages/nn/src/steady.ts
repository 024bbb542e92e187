import type { AnyModel, Layer } from './layer.ts'

const names = ['forward', 'forwardFused', 'epilogue', 'outputShape'] as const

type Functions = Pick<Layer, (typeof names)[number]>

/** The functions of steady layers, and the layer that each was made for. */
const steadyFunctions = new WeakMap<object, AnyModel>()

/**
 * Declares that a layer is steady, and returns it: that what its functions compute follows from their arguments, from settings that never change, and
 * from its children alone. They read no number of a tensor, look at no moment of the pass, report no penalty and no state, and call no
 * function of others. So a steady layer starts the same kernels in every step over inputs of one shape, and a trainer may replay the kernels of a
 * step without its JavaScript.
 *
 * The declaration is that of these functions: a copy of the layer with another `forward` does not have it. A layer that breaks the promise is trained wrong,
 * without a word. In a layer of your own, draw from `pass.key` and what `foldIn` makes of it.
 *
 * @example
 * ```ts
 * import { type Layer, plainLayer, steady } from '@thinned/nn'
 * import { mul } from '@thinned/tensor'
 *
 * const double: Layer = steady({ ...plainLayer('double', undefined), outputShape: (input) => input, forward: (x) => mul(x, 2) })
 * console.log(double.kind) // double
 * ```
 */
export function steady<L extends AnyModel>(layer: L): L {
  for (const name of names) {
    const fn = (layer as Partial<Functions>)[name]
    if (fn) steadyFunctions.set(fn, layer)
  }
  return layer
}

/**
 * Looks whether a model is made of steady layers. It returns a function that says, at little cost, whether it still is, or the path and the kind of
 * the first layer that is not.
 *
 * @example
 * ```ts
 * import { linear, sequential, watchSteady } from '@thinned/nn'
 *
 * const model = sequential(linear(2, 2), { ...linear(2, 2), forward: (x) => x })
 * console.log(watchSteady(linear(2, 2)) instanceof Function, watchSteady(model)) // true linear2 (linear)
 * ```
 */
export function watchSteady(model: AnyModel): (() => boolean) | string {
  const watched: (readonly [Partial<Functions>, (typeof names)[number], unknown])[] = []
  const seen = new Set<AnyModel>()
  const look = (layer: AnyModel, path: string): string | undefined => {
    if (seen.has(layer)) return undefined
    seen.add(layer)
    // A copy runs the children of the layer that it was copied from, and calls its functions.
    const originals = new Set<AnyModel>()
    for (const name of names) {
      const fn = (layer as Partial<Functions>)[name]
      watched.push([layer as Partial<Functions>, name, fn])
      const original = fn && steadyFunctions.get(fn)
      if (fn && !original) return `${path || 'the model'} (${layer.kind})`
      if (original) originals.add(original)
    }
    for (const original of originals) {
      const found = look(original, path)
      if (found) return found
    }
    for (const [name, child] of Object.entries(layer.children)) {
      const found = look(child, path ? `${path}/${name}` : name)
      if (found) return found
    }
    return undefined
  }
  return look(model, '') ?? (() => watched.every(([layer, name, fn]) => layer[name] === fn))
}
