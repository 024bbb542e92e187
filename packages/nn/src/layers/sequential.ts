import { alias, type Epilogue, type Shape, type Tensor } from '@thinned/tensor'
import type { Layer, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkLayer } from '../options.ts'
import { checkName, parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import type { ChainPrefix } from '../prefix.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'
import { childParams } from '../tree.ts'
import type { Chain, ChainIn, ChainOut } from './kit/widths.ts'

/**
 * Layers one after another. A child has the name of its kind and its ordinal among that kind (`linear1`, `dropout2`), or its `{ name }`. Where a
 * layer's kernel takes an epilogue and the next layers declare one, such as relu and dropout, they run as one kernel. The result has the bits of
 * the separate layers.
 *
 * @example
 * ```ts
 * import { createPass, flattenParams, init, linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { zeros } from '@thinned/tensor'
 *
 * const model = sequential(linear(8, 4), relu(), linear(4, 2))
 * init(model, key(42))
 * console.log(Object.keys(flattenParams(model.params)).join(' ')) // linear1/weight linear1/bias linear2/weight linear2/bias
 * console.log(model.forward(zeros([3, 8]), createPass({ mode: 'evaluate' })).shape) // [ 3, 2 ]
 * ```
 */
export function sequential<const Layers extends readonly Layer[]>(
  ...layers: Layers & Chain<Layers>
): Layer<ChainIn<Layers>, ChainOut<Layers>> {
  const children = nameChildren(layers as readonly Layer[])
  const entries = Object.entries(children)
  const model: Layer = Object.assign(parentLayer('sequential', children), {
    outputShape: (input: Shape) => entries.reduce((shape, [, child]) => child.outputShape(shape), input),
    childShapes(input: Shape) {
      let shape = input
      return Object.fromEntries(
        entries.map(([name, child]) => {
          shape = child.outputShape(shape)
          return [name, shape]
        }),
      )
    },
    forward: forSamples((x: Tensor, pass: Pass, params: Params = model.params): Tensor => {
      const prefix = pass.prefix?.ofChain(pass.path, x)
      let value = prefix?.start?.value ?? x
      for (let i = prefix?.start?.layers ?? 0; i < entries.length; ) {
        const [name, child] = entries[i]!
        const childTree = childParams(params, name)
        const fused = child.forwardFused ? collectEpilogue(entries, i, value, pass, prefix) : undefined
        const next = fused
          ? child.forwardFused!(value, pass.at(name), fused.epilogue, childTree)
          : child.forward(value, pass.at(name), childTree)
        if (value !== x && value !== next) value.dispose()
        value = next
        i += 1 + (fused?.layers ?? 0)
        prefix?.extend(i, value)
      }
      return value === x ? alias(x) : value
    }),
  })
  return steady(model) as Layer<ChainIn<Layers>, ChainOut<Layers>>
}

/** The epilogue of the layer `first`: relu, then a mask, from as many of the next layers as fit. */
function collectEpilogue(
  entries: readonly (readonly [string, Layer])[],
  first: number,
  x: Tensor,
  pass: Pass,
  prefix: ChainPrefix | undefined,
): { epilogue: Epilogue; layers: number } {
  const output = { shape: [x.shape[0]!, ...entries[first]![1].outputShape(x.shape.slice(1))], dtype: x.dtype }
  let epilogue: Epilogue = { relu: false }
  let layers = 0
  for (const [name, child] of entries.slice(first + 1)) {
    if (epilogue.mask) break
    const part = child.epilogue?.(pass.at(name), output)
    // What draws first runs alone, so that the prefix ends before it.
    if (prefix?.drawsNext() || !part) break
    if (part !== 'identity') {
      if ('relu' in part && epilogue.relu) break
      epilogue = 'relu' in part ? { ...epilogue, relu: true } : { ...epilogue, mask: part.mask }
    }
    layers++
  }
  return { epilogue, layers }
}

function nameChildren(layers: readonly Layer[]): Record<string, Layer> {
  const ordinals = new Map<string, number>()
  const children: Record<string, Layer> = {}
  for (const layer of layers) {
    checkLayer('sequential', layer)
    const ordinal = (ordinals.get(layer.kind) ?? 0) + 1
    ordinals.set(layer.kind, ordinal)
    const name = layer.name ?? `${layer.kind}${ordinal}`
    checkName(name)
    if (Object.hasOwn(children, name))
      throw new NnError(`sequential was given two layers named ${name}; names are unique. Rename one with { name }.`)
    children[name] = layer
  }
  return children
}
