import type { Dataset } from '@thinned/data'
import { childParams, type Layer, losses, type Model, type Params, type Pass } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import type { HiddenLayer } from '../network/hidden-layers.ts'
import { type Measured, scoreOf } from '../network/measured.ts'
import { scaleUnits } from '../network/scale-units.ts'
import { watch } from '../network/watch.ts'
import type { Activations } from '../units/read-activations.ts'

/** What each unit of a layer contributes: how much the loss rises when it alone is ablated. */
export interface Contributions {
  /** The loss with the unit set to 0 in the full network, minus the loss of the full network [units]. Below 0 where the network does better without. */
  readonly increases: readonly number[]
  /**
   * The Gini coefficient of the increases, where those below 0 count as 0: near 0 where all units work alike, near 1 where few do all the work. Null
   * where no ablation raises the loss.
   */
  readonly gini: number | null
}

/** Ablates each unit of a layer in turn. */
export async function contributionsOf(
  model: Model,
  { path, units }: HiddenLayer,
  activations: Activations,
  loss: number,
  measured: Measured,
): Promise<Contributions> {
  const factors = new Float32Array(units)
  const ablate = (output: Tensor): Tensor => scaleUnits(output, factors)
  const rest = restAfter(model, path, measured)
  const [network, data] = rest
    ? [{ ...rest, forward: rest.forwardOf(ablate) }, withInputs(measured.data, activations)]
    : [watch(model, [path], ablate), measured.data]
  const increases: number[] = []
  for (let unit = 0; unit < units; unit++) {
    factors.fill(1)
    factors[unit] = 0
    increases.push((await scoreOf(network, { ...measured, data })).loss - loss)
  }
  return { increases, gini: gini(increases) }
}

/**
 * The Gini coefficient of amounts: 0 where all are the same, (n − 1) / n where one of n has everything. Half the mean absolute difference of two
 * amounts, over their mean: Σᵢⱼ |xᵢ − xⱼ| / (2 n² x̄). Amounts below 0 count as 0. Null where none is above 0.
 */
export function gini(amounts: readonly number[]): number | null {
  const rising = amounts.map((amount) => Math.max(0, amount)).sort((a, b) => a - b)
  const n = rising.length
  const total = rising.reduce((sum, amount) => sum + amount, 0)
  if (!(total > 0) || total === Infinity) return null
  return rising.reduce((sum, amount, i) => sum + (2 * i + 1 - n) * amount, 0) / (n * total)
}

const withInputs = (data: Dataset, inputs: Activations): Dataset => ({ ...data, inputs })

interface Rest extends Omit<Model, 'forward'> {
  forwardOf(change: (activations: Tensor) => Tensor): Model['forward']
}

/**
 * What a chain does after one of its layers, so that an ablation need not compute what is before. Undefined where the layer is no direct part of a chain, or
 * where the loss may look at the inputs.
 */
function restAfter(model: Model, path: string, { loss }: Measured): Rest | undefined {
  if (model.kind !== 'sequential' || path.includes('/')) return undefined
  if (typeof loss === 'function' && !losses.isLoss(loss)) return undefined
  const entries = Object.entries(model.children) as [string, Layer][]
  const following = entries.slice(entries.findIndex(([name]) => name === path) + 1)
  return {
    kind: model.kind,
    options: {},
    children: Object.fromEntries(following),
    parameters: {},
    params: model.params,
    state: model.state,
    forwardOf:
      (change) =>
      (inputs: Tensor, pass: Pass, params: Params = model.params): Tensor => {
        let value = change(inputs)
        for (const [name, layer] of following) {
          const next = layer.forward(value, pass.at(name), childParams(params, name))
          if (next !== value) value.dispose()
          value = next
        }
        return value
      },
  }
}
