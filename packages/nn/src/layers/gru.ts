import { type Fields, optional } from '@thinned/schema'
import { add, mul, sigmoid, split, sub, type Tensor, tanh } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { layer, nnOptions } from '../options.ts'
import { layerOfCell } from '../recurrent/layer-of-cell.ts'
import type { RecurrentLayer, RecurrentOptions } from '../recurrent/recurrent-layer.ts'
import { recurrentFields, recurrentNames } from '../recurrent/recurrent-options.ts'

export interface GruOptions extends RecurrentOptions {
  /** A slot: any layer that keeps the shape, applied to the candidate [batch, units] before the state takes it in (Semeniuta et al. 2016). */
  readonly candidate?: Layer
}

const read = nnOptions(
  'gru',
  { ...recurrentFields, candidate: optional(layer) } satisfies Fields<GruOptions>,
  recurrentNames,
)

/**
 * Gated recurrent units over the steps of [batch, time, features] → [batch, time, units], from a state of zeros. With
 * a = x · inputWeight + bias and b = h₋₁ · recurrentWeight + recurrentBias, each of three gates:
 *
 *     r = σ(aᵣ + bᵣ),  z = σ(a_z + b_z),  n = tanh(aₙ + r · bₙ)
 *     h = (1 − z) · n + z · h₋₁
 *
 * Weights [features, 3 · units] and [units, 3 · units], both biases [3 · units], in the order reset gate, update gate, candidate (that of PyTorch).
 * The reset gate follows the product, as in cuDNN, which makes the recurrent products of all gates one. Stack several with
 * `sequential`. Source: Cho et al. 2014.
 *
 * @example
 * ```ts
 * import { createPass, gru, init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = gru(3, 8, { returns: 'last' })
 * init(layer, key(1))
 * console.log(layer.forward(ones([2, 5, 3]), createPass({ mode: 'evaluate' })).shape) // [ 2, 8 ]
 * ```
 */
export function gru<const In extends number, const Units extends number>(
  features: In,
  units: Units,
  options: GruOptions = {},
): RecurrentLayer<In, Units> {
  const settings = read(options)
  return layerOfCell(
    features,
    units,
    {
      kind: 'gru',
      gates: 3,
      states: { hidden: 'mixHidden' },
      recurrentBias: true,
      slots: { candidate: settings.candidate },
      next(input, recurrent, { hidden }, apply) {
        const [inputGates, inputCandidate] = split(input, [2 * units, units], 1) as [Tensor, Tensor]
        const [recurrentGates, recurrentCandidate] = split(recurrent, [2 * units, units], 1) as [Tensor, Tensor]
        const [resetGate, updateGate] = split(sigmoid(add(inputGates, recurrentGates)), 2, 1) as [Tensor, Tensor]
        const candidate = apply('candidate', tanh(add(inputCandidate, mul(resetGate, recurrentCandidate))))
        return { hidden: add(candidate, mul(updateGate, sub(hidden, candidate))) }
      },
    },
    settings,
  )
}
