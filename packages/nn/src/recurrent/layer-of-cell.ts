import { foldIn } from '@thinned/rng'
import { onlyOptions, type Read } from '@thinned/schema'
import { concat, formatShape, type Shape, sameShape, scope, type Tensor } from '@thinned/tensor'
import { zeros } from '../initializers/constant.ts'
import { orthogonal } from '../initializers/orthogonal.ts'
import { glorot } from '../initializers/variance-scaling.ts'
import type { Initializer, Layer, ParameterSpec, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkCounts } from '../options.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import type { Cell, StateMixes } from './cell.ts'
import type { RecurrentLayer, RunOptions } from './recurrent-layer.ts'
import type { recurrentFields } from './recurrent-options.ts'
import { runSteps } from './run-steps.ts'

const checkRun = onlyOptions('run', NnError, ['lengths', 'initial', 'params'] satisfies (keyof RunOptions)[])

/** The layer that runs a cell over sequences. */
export function layerOfCell<In extends number, Units extends number, State extends string>(
  features: In,
  units: Units,
  cell: Cell<State>,
  options: Read<typeof recurrentFields>,
): RecurrentLayer<In, Units, State> {
  const { kind, gates } = cell
  const { returns, reverse, locked, name } = options
  checkCounts(kind, { features, units })
  const width = gates * units
  const parameters: Record<string, ParameterSpec> = {
    inputWeight: { shape: [features, width], initializer: gateWise(options.inputWeight ?? glorot(), gates) },
    recurrentWeight: { shape: [units, width], initializer: gateWise(options.recurrentWeight ?? orthogonal(), gates) },
    bias: { shape: [width], initializer: cell.bias ?? zeros },
  }
  if (cell.recurrentBias) parameters['recurrentBias'] = { shape: [width], initializer: zeros }
  const settings = { features, units, returns, reverse, locked, ...cell.options }
  const mixes: StateMixes = { ...cell.mixes, mixHidden: options.mixHidden }
  const children = slotLayers(kind, { input: options.input, recurrent: options.recurrent, ...cell.slots }, mixes, {
    features,
    units,
  })
  const layer: RecurrentLayer<In, Units, State> = Object.assign(
    parentLayer(kind, children, name, settings, parameters),
    {
      role: 'recurrence' as const,
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
      run(x: Tensor, pass: Pass, options: RunOptions<State> = {}) {
        checkRun(options)
        const { params = layer.params } = options
        if (!params['inputWeight'])
          throw new NnError(
            `${kind}(${features}, ${units}) has no parameters yet. Call init(model, key) first; fit does so by itself.`,
          )
        layer.outputShape(x.shape.slice(1))
        return runSteps({ layer, cell, mixes, returns, locked, x, pass, ...options, params })
      },
    },
  )
  return layer
}

/** The layers in the slots, by name: those that are applied to a tensor, then the state mixes. Each keeps the shape. */
function slotLayers(
  kind: string,
  slots: Readonly<Record<string, Layer | undefined>>,
  mixes: StateMixes,
  { features, units }: { readonly features: number; readonly units: number },
): Record<string, Layer> {
  const filled = Object.entries<Layer | undefined>({ ...slots, ...mixes }).filter(
    (slot): slot is [string, Layer] => slot[1] !== undefined,
  )
  for (const [slot, layer] of filled) {
    const shape = [slot === 'input' ? features : units]
    const output = layer.outputShape(shape)
    if (!sameShape(output, shape))
      throw new NnError(
        `${kind} was given a ${layer.kind} as ${slot} that makes ${formatShape(output)} of ${formatShape(shape)}; a layer in a slot keeps the shape.`,
      )
  }
  return Object.fromEntries(filled)
}

/** Makes the weights of several gates, [inputs, gates · units]. Each gate has a separate key and the fans of one gate. */
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
