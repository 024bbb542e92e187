import { type Fields, oneOf, withDefault } from '@thinned/schema'
import { add, relu, tanh } from '@thinned/tensor'
import { nnOptions } from '../options.ts'
import { layerOfCell } from '../recurrent/layer-of-cell.ts'
import type { RecurrentLayer, RecurrentOptions } from '../recurrent/recurrent-layer.ts'
import { recurrentFields, recurrentNames } from '../recurrent/recurrent-options.ts'

export interface RnnOptions extends RecurrentOptions {
  /** Default 'tanh'. */
  readonly activation?: 'tanh' | 'relu'
}

const read = nnOptions(
  'rnn',
  { ...recurrentFields, activation: withDefault(oneOf('tanh', 'relu'), 'tanh') } satisfies Fields<RnnOptions>,
  recurrentNames,
)

const activations = { tanh, relu }

/**
 * h = tanh(x · inputWeight + bias + h₋₁ · recurrentWeight), over the steps of [batch, time, features] → [batch, time, units], from a state of
 * zeros (Elman 1990). Weights [features, units] and [units, units], bias [units]. Stack several with `sequential`.
 *
 * @example
 * ```ts
 * import { createPass, init, rnn } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = rnn(3, 8)
 * init(layer, key(1))
 * console.log(layer.forward(ones([2, 5, 3]), createPass({ mode: 'evaluate' })).shape) // [ 2, 5, 8 ]
 * ```
 */
export function rnn<const In extends number, const Units extends number>(
  features: In,
  units: Units,
  options: RnnOptions = {},
): RecurrentLayer<In, Units> {
  const settings = read(options)
  const { activation } = settings
  return layerOfCell(
    features,
    units,
    {
      kind: 'rnn',
      gates: 1,
      states: { hidden: 'mixHidden' },
      options: { activation },
      next: (input, recurrent) => ({ hidden: activations[activation](add(input, recurrent)) }),
    },
    settings,
  )
}
