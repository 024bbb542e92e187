import { foldIn } from '@thinned/rng'
import { concat, formatShape, type Shape, sameShape, scope, type Tensor } from '@thinned/tensor'
import { zeros } from '../initializers/constant.ts'
import { orthogonal } from '../initializers/orthogonal.ts'
import { glorot } from '../initializers/variance-scaling.ts'
import type { Initializer, Layer, ParameterSpec, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import type { Cell } from './cell.ts'
import type { RecurrentLayer, RecurrentOptions, RunOptions } from './recurrent-layer.ts'
import { runSteps } from './run-steps.ts'

/** The layer that runs a cell over sequences. */
export function layerOfCell<In extends number, Units extends number, State extends string>(
  features: In,
  units: Units,
  cell: Cell<State>,
  options: RecurrentOptions,
): RecurrentLayer<In, Units, State> {
  const { kind, gates } = cell
  const { returns = 'sequence', reverse = false, locked = true, name } = options
  for (const [what, value] of Object.entries({ features, units }))
    if (!Number.isInteger(value) || value < 1)
      throw new NnError(`${kind} was given ${value} ${what}; it takes an integer from 1.`)
  if (returns !== 'sequence' && returns !== 'last')
    throw new NnError(`${kind} was given { returns: ${JSON.stringify(returns)} }; it is 'sequence' or 'last'.`)
  const width = gates * units
  const parameters: Record<string, ParameterSpec> = {
    inputWeight: { shape: [features, width], initializer: gateWise(options.inputWeight ?? glorot(), gates) },
    recurrentWeight: { shape: [units, width], initializer: gateWise(options.recurrentWeight ?? orthogonal(), gates) },
    bias: { shape: [width], initializer: cell.bias ?? zeros },
  }
  if (cell.recurrentBias) parameters['recurrentBias'] = { shape: [width], initializer: zeros }
  const said = { features, units, returns, reverse, locked, ...cell.options }
  const slots = slotsOf(cell, options, features, units)
  const layer: RecurrentLayer<In, Units, State> = Object.assign(parentLayer(kind, slots, name, said, parameters), {
    units,
    reverse,
    outputShape(input: Shape) {
      const [time] = input
      if (input.length !== 2 || input[1] !== features || time! < 1)
        throw new NnError(
          `${kind}(${features}, ${units}) takes [batch, time, ${features}] with one step or more, but was given [batch, ${formatShape(input).slice(1)}.`,
        )
      return returns === 'last' ? [units] : [time!, units]
    },
    forward: (x: Tensor, pass: Pass, params: Params = layer.params) =>
      scope(() => layer.run(x, pass, { params }).outputs),
    run(x: Tensor, pass: Pass, given: RunOptions<State> = {}) {
      const { params = layer.params } = given
      if (!params['inputWeight'])
        throw new NnError(
          `${kind}(${features}, ${units}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
        )
      layer.outputShape(x.shape.slice(1))
      return runSteps({ layer, cell, returns, locked, x, pass, ...given, params })
    },
  })
  return layer
}

/** The layers in slots, by name. */
function slotsOf(
  { kind, slots }: Cell<string>,
  { input, recurrent, mixHidden }: RecurrentOptions,
  features: number,
  units: number,
): Record<string, Layer> {
  const given = { input, recurrent, ...slots, mixHidden }
  const filled = Object.entries(given).filter((entry): entry is [string, Layer] => entry[1] !== undefined)
  for (const [name, layer] of filled) {
    const shape = [name === 'input' ? features : units]
    const made = layer.outputShape(shape)
    if (!sameShape(made, shape))
      throw new NnError(
        `${kind} was given a ${layer.kind} as ${name} that makes ${formatShape(made)} of ${formatShape(shape)}; a layer in a slot keeps the shape.`,
      )
    if (name.startsWith('mix') && !('mix' in layer))
      throw new NnError(
        `${kind} was given a ${layer.kind} as ${name}; it takes a layer with mix(previous, next, pass), such as zoneout.`,
      )
  }
  return Object.fromEntries(filled)
}

/** Makes the weights of several gates, [inputs, gates · units], each by itself, with its own key and its own fans. */
function gateWise(initializer: Initializer, gates: number): Initializer {
  return {
    name: initializer.name,
    make: (key, [inputs, width], options) =>
      scope(() =>
        concat(
          Array.from({ length: gates }, (_, gate) =>
            initializer.make(foldIn(key, gate), [inputs!, width! / gates], options),
          ),
          1,
        ),
      ),
  }
}
