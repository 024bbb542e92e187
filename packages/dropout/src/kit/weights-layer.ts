import {
  type JsonValue,
  type Layer,
  type Params,
  type Pass,
  parentLayer,
  resolveSchedule,
  type Schedule,
  type Width,
} from '@thinned/nn'
import { scope, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkProbability, describeKeep } from '../keep/keep-option.ts'
import { declaredParameters, mapParams } from '../map-params.ts'

export interface WeightsOptions {
  /** Names of the parameters that are thinned, such as ['recurrentWeight']. Default: all with two axes or more, which leaves biases whole. */
  readonly parameters?: readonly string[]
  readonly name?: string
}

export interface WeightsLayerParts<In extends Width, Out extends Width | 'same'> {
  readonly kind: string
  readonly layer: Layer<In, Out>
  readonly schedule: Schedule
  readonly options: WeightsOptions
  /** Settings besides keep and the names, for tables and checkpoints. */
  readonly settings: Readonly<Record<string, JsonValue>>
  /** What is used of a parameter in a pass, whose place is its own; in evaluation keep is 1. x is what the layer is given. */
  thin(parameter: Tensor, keep: number, place: Pass, x: Tensor): Tensor
  /** What a pass gives that does not thin single parameters; undefined where it does. */
  instead?(x: Tensor, keep: number, pass: Pass, params: Params): Tensor | undefined
}

/** A layer around another whose weights it thins, by putting others in their place. */
export function weightsLayer<In extends Width, Out extends Width | 'same'>(
  parts: WeightsLayerParts<In, Out>,
): Layer<In, Out> {
  const { kind, layer, schedule, options, settings, thin, instead } = parts
  const { parameters, name } = options
  const thinned = thinnedPaths(kind, layer, parameters)
  const said = { ...describeKeep(schedule), ...settings, ...(parameters && { parameters }) }
  const model: Layer<In, Out> = Object.assign(
    parentLayer(kind, { layer }, name, said) as Omit<Layer<In, Out>, 'forward' | 'outputShape'>,
    {
      outputShape: (input: readonly number[]) => layer.outputShape(input),
      childShapes: (input: readonly number[]) => ({ layer: layer.outputShape(input) }),
      forward(x: Tensor, pass: Pass, params: Params = model.params): Tensor {
        const own = (params['layer'] ?? {}) as Params
        const keep = pass.mode === 'evaluate' ? 1 : checkProbability(kind, 'keep', resolveSchedule(schedule, pass))
        if (pass.mode !== 'evaluate') pass.report('keep', keep)
        return scope(() => {
          const other = instead?.(x, keep, pass, own)
          if (other) return other
          const used = mapParams(own, (parameter, path) =>
            thinned.has(path) ? thin(parameter, keep, pass.at('weights', ...path.split('/')), x) : parameter,
          )
          return layer.forward(x, pass.at('layer'), used)
        })
      },
    },
  )
  return model
}

/** The paths of the parameters that are thinned; at least one. */
function thinnedPaths(kind: string, layer: Layer, names: readonly string[] | undefined): ReadonlySet<string> {
  const declared = Object.entries(declaredParameters(layer))
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const missing = names?.find((name) => !declared.some(([path]) => nameOf(path) === name))
  const found = declared.filter(([path, { shape }]) => (names ? names.includes(nameOf(path)) : shape.length > 1))
  if (missing !== undefined || found.length === 0) {
    const there = declared.length === 0 ? 'no parameters' : declared.map(([path]) => path).join(', ')
    const lacks = missing === undefined ? 'no weights of two axes or more' : `no parameter ${missing}`
    throw new DropoutError(
      `${kind} was given a ${layer.kind} with ${lacks}; it has ${there}. Put it around a layer with weights, or name them: { parameters: ['weight'] }.`,
    )
  }
  return new Set(found.map(([path]) => path))
}
