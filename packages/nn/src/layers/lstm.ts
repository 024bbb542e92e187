import { type Fields, number, optional, withDefault } from '@thinned/schema'
import { add, concat, full, lstmCell, mul, scope, sigmoid, split, type Tensor, tanh } from '@thinned/tensor'
import type { Initializer, Layer } from '../layer.ts'
import { layer, nnOptions } from '../options.ts'
import { layerOfCell } from '../recurrent/layer-of-cell.ts'
import type { RecurrentLayer, RecurrentOptions, StateMix } from '../recurrent/recurrent-layer.ts'
import { recurrentFields, recurrentNames, stateMix } from '../recurrent/recurrent-options.ts'

export interface LstmOptions extends RecurrentOptions {
  /** The initial bias of the forget gate, finite. Above 0 the cell remembers at first (Gers et al. 2000; Jozefowicz et al. 2015). Default 1. */
  readonly forgetBias?: number
  /** A slot: any layer that keeps the shape, applied to the candidate [batch, units] before the cell takes it in (Semeniuta et al. 2016). */
  readonly candidate?: Layer
  /** A slot for a state mix of the cell state, as `mixHidden` for the hidden state. */
  readonly mixCell?: StateMix
}

const read = nnOptions(
  'lstm',
  {
    ...recurrentFields,
    forgetBias: withDefault(number(), 1),
    candidate: optional(layer),
    mixCell: optional(stateMix),
  } satisfies Fields<LstmOptions>,
  recurrentNames,
)

/**
 * Long short-term memory over the steps of [batch, time, features] → [batch, time, units], from states of zeros:
 *
 *     i, f, g, o = σ, σ, tanh, σ of (x · inputWeight + bias + h₋₁ · recurrentWeight)
 *     c = f · c₋₁ + i · g
 *     h = o · tanh c
 *
 * Weights [features, 4 · units] and [units, 4 · units], bias [4 · units], in the order input gate, forget gate, candidate, output gate (that of
 * PyTorch and Keras; PyTorch's two biases add up to this one). Stack several with `sequential`. Sources: Hochreiter and Schmidhuber 1997;
 * Gers, Schmidhuber and Cummins 2000.
 *
 * @example
 * ```ts
 * import { createPass, init, lstm } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones, tensor } from '@thinned/tensor'
 *
 * const layer = lstm(3, 8, { returns: 'last' })
 * init(layer, key(1))
 * const lengths = tensor([5, 2], { dtype: 'int32' })
 * const { outputs, state } = layer.run(ones([2, 5, 3]), createPass({ mode: 'evaluate' }), { lengths })
 * console.log(outputs.shape, state.cell.shape) // [ 2, 8 ] [ 2, 8 ]
 * ```
 */
export function lstm<const In extends number, const Units extends number>(
  features: In,
  units: Units,
  options: LstmOptions = {},
): RecurrentLayer<In, Units, 'hidden' | 'cell'> {
  const settings = read(options)
  const { forgetBias } = settings
  return layerOfCell(
    features,
    units,
    {
      kind: 'lstm',
      gates: 4,
      states: { hidden: 'mixHidden', cell: 'mixCell' },
      bias: forgetGateBias(forgetBias),
      slots: { candidate: settings.candidate },
      mixes: { mixCell: settings.mixCell },
      options: { forgetBias },
      next(input, recurrent, { cell }, apply) {
        if (!settings.candidate) {
          const [hidden, next] = lstmCell(input, recurrent, cell)
          return { hidden, cell: next }
        }
        const gates = split(add(input, recurrent), [2 * units, units, units], 1) as [Tensor, Tensor, Tensor]
        const [inputGate, forgetGate] = split(sigmoid(gates[0]), 2, 1) as [Tensor, Tensor]
        const candidate = apply('candidate', tanh(gates[1]))
        const nextCell = add(mul(forgetGate, cell), mul(inputGate, candidate))
        const outputGate = sigmoid(gates[2])
        return { hidden: mul(outputGate, tanh(nextCell)), cell: nextCell }
      },
    },
    settings,
  )
}

/** A bias of zeros, except for the forget gate. */
function forgetGateBias(forgetBias: number): Initializer {
  return {
    name: 'forgetBias',
    make: (_, [width], options) =>
      scope(() => {
        const gate = (value: number): Tensor => full([width! / 4], value, options)
        return concat([gate(0), gate(forgetBias), gate(0), gate(0)])
      }),
  }
}
