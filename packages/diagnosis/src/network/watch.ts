import { type AnyModel, layersOf, type Model, type Params, type Pass } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** What sees the output of a layer in a forward pass, and may give another in its place. */
export type OutputHook = (output: Tensor, path: string, call: { readonly input: Tensor; readonly pass: Pass }) => Tensor

/** A layer as hooks find it: its own `forward` and what fuses it with its neighbors can be set for a while. */
type Hookable = Record<'forward' | 'forwardFused' | 'epilogue', unknown>

/**
 * The same model, whose layers at these paths hand their outputs to `hook`. Parameters and state are those of the model. The layers change only while
 * a forward pass runs, in which no other code can; there they run unfused, with the same bits.
 */
export function watch<Inputs, Outputs>(
  model: Model<Inputs, Outputs>,
  paths: readonly string[],
  hook: OutputHook,
): Model<Inputs, Outputs> {
  const layers = new Set(layersOf(model as AnyModel).flatMap(([path, layer]) => (paths.includes(path) ? [layer] : [])))
  const watched = new Set(paths)
  const forward = (inputs: Inputs, pass: Pass, params?: Params): Outputs => {
    const undo = [...layers].map((layer) => hookInto(layer, watched, hook))
    try {
      return params === undefined ? model.forward(inputs, pass) : model.forward(inputs, pass, params)
    } finally {
      for (const restore of undo) restore()
    }
  }
  const passOn = (name: 'params' | 'state') => ({
    get: () => model[name],
    set: (value: Params) => {
      model[name] = value
    },
  })
  return Object.create(model as object, {
    forward: { value: forward },
    params: passOn('params'),
    state: passOn('state'),
  }) as Model<Inputs, Outputs>
}

/** Puts a hook behind a layer, and returns what removes it. A layer that stands at several paths hooks only those watched. */
function hookInto(layer: AnyModel, watched: ReadonlySet<string>, hook: OutputHook): () => void {
  const target = layer as unknown as Hookable
  const forward = layer.forward as (x: Tensor, pass: Pass, params?: Params) => Tensor
  const fused = target.forwardFused
  const hooked = (x: Tensor, pass: Pass, params?: Params): Tensor => {
    // Its own forward may be written by its forwardFused.
    const hideAgain = replace(target, 'forwardFused', fused)
    let output: Tensor
    try {
      output = forward.call(layer, x, pass, params)
    } finally {
      hideAgain()
    }
    const path = withoutSteps(pass.path)
    if (!watched.has(path)) return output
    const replaced = hook(output, path, { input: x, pass })
    if (replaced !== output && output !== x) output.dispose()
    return replaced
  }
  const undo = [
    replace(target, 'forward', hooked),
    replace(target, 'forwardFused', undefined),
    replace(target, 'epilogue', undefined),
  ]
  return () => {
    for (const restore of undo) restore()
  }
}

/** The path of a layer in a pass without time steps, which have digits for names. */
export const withoutSteps = (path: string): string => path.replace(/\/\d+(?=\/|$)/g, '')

function replace(target: Hookable, name: keyof Hookable, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true })
  return () => {
    if (before) Object.defineProperty(target, name, before)
    else delete (target as Partial<Hookable>)[name]
  }
}
