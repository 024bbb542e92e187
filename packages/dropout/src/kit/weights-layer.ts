import {
  childParams,
  declaredParameters,
  type JsonValue,
  type Layer,
  mapParams,
  type Params,
  type Pass,
  parentLayer,
  type Schedule,
  type Width,
} from '@thinned/nn'
import { type Fields, list, optional, text } from '@thinned/schema'
import { scope, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { describeKeep, resolveKeep } from '../keep/keep-option.ts'
import { name } from '../keep/keep-options.ts'

export interface WeightsOptions {
  /** Names of the parameters to mask, such as ['recurrentWeight']. Default: all with two axes or more, so not biases. */
  readonly parameters?: readonly string[]
  readonly name?: string
}

export const weightsFields: Fields<WeightsOptions> = {
  parameters: optional(list(text, "a list of names, such as ['weight']")),
  name,
}

export interface WeightsLayerSettings<In extends Width, Out extends Width | 'same'> {
  readonly kind: string
  readonly layer: Layer<In, Out>
  readonly schedule: Schedule
  readonly options: { readonly parameters?: readonly string[] | undefined; readonly name?: string | undefined }
  /** Settings besides keep and the names, for tables and checkpoints. */
  readonly settings: Readonly<Record<string, JsonValue>>
  /** The values of a parameter in this pass. `pass` is at the parameter's path, x is the input of the layer, and keep is 1 in evaluation. */
  maskWeight(parameter: Tensor, keep: number, pass: Pass, x: Tensor): Tensor
  /** The output of passes that draw outputs instead of weights; undefined for all others. */
  drawOutput?(x: Tensor, keep: number, pass: Pass, params: Params): Tensor | undefined
}

/** A layer around another: it runs the other with masked weights. */
export function weightsLayer<In extends Width, Out extends Width | 'same'>(
  parts: WeightsLayerSettings<In, Out>,
): Layer<In, Out> {
  const { kind, layer, schedule, options, settings, maskWeight, drawOutput } = parts
  const { parameters, name } = options
  const masked = maskedPaths(kind, layer, parameters)
  const config = { ...describeKeep(schedule), ...settings, ...(parameters && { parameters }) }
  const model: Layer<In, Out> = Object.assign(
    parentLayer(kind, { layer }, name, config) as Omit<Layer<In, Out>, 'forward' | 'outputShape'>,
    {
      outputShape: (input: readonly number[]) => layer.outputShape(input),
      childShapes: (input: readonly number[]) => ({ layer: layer.outputShape(input) }),
      forward(x: Tensor, pass: Pass, params: Params = model.params): Tensor {
        const inner = childParams(params, 'layer')
        const keep = pass.mode === 'evaluate' ? 1 : resolveKeep(kind, schedule, pass)
        if (pass.mode !== 'evaluate') pass.report('keep', keep)
        return scope(() => {
          const output = drawOutput?.(x, keep, pass, inner)
          if (output) return output
          const weights = mapParams(inner, (parameter, path) =>
            masked.has(path) ? maskWeight(parameter, keep, pass.at('weights', ...path.split('/')), x) : parameter,
          )
          return layer.forward(x, pass.at('layer'), weights)
        })
      },
    },
  )
  return model
}

/** The paths of the parameters to mask; at least one. */
function maskedPaths(kind: string, layer: Layer, names: readonly string[] | undefined): ReadonlySet<string> {
  const declared = Object.entries(declaredParameters(layer))
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const missing = names?.find((name) => !declared.some(([path]) => nameOf(path) === name))
  const masked = declared.filter(([path, { shape }]) => (names ? names.includes(nameOf(path)) : shape.length > 1))
  if (missing !== undefined || masked.length === 0) {
    const all = declared.length === 0 ? 'no parameters' : declared.map(([path]) => path).join(', ')
    const lacks = missing === undefined ? 'no weights of two axes or more' : `no parameter ${missing}`
    throw new DropoutError(
      `${kind} was given a ${layer.kind} with ${lacks}; it has ${all}. Put it around a layer with weights, or name them: { parameters: ['weight'] }.`,
    )
  }
  return new Set(masked.map(([path]) => path))
}
