import { boolean, type Fields, oneOf, optional, type Schema, value, withDefault } from '@thinned/schema'
import { initializer, isLayer, layer, name } from '../options.ts'
import type { RecurrentOptions, StateMix } from './recurrent-layer.ts'

/** A layer that also mixes states. */
export const stateMix: Schema<StateMix> = /* @__PURE__ */ value(
  'a layer with mix(previous, next, pass), such as zoneout({ keep: 0.9 })',
  (given) => isLayer(given) && 'mix' in (given as object),
)

/** The options that `rnn`, `lstm` and `gru` have in common. */
export const recurrentFields: Fields<RecurrentOptions, 'returns' | 'reverse' | 'locked'> = {
  returns: withDefault(oneOf('sequence', 'last'), 'sequence'),
  reverse: withDefault(boolean, false),
  input: optional(layer),
  recurrent: optional(layer),
  mixHidden: optional(stateMix),
  locked: withDefault(boolean, true),
  inputWeight: optional(initializer),
  recurrentWeight: optional(initializer),
  name,
}

/** Names of Keras and PyTorch. */
export const recurrentNames = {
  dropout: 'a slot, such as input: lockedDropout({ keep: 0.8 })',
  recurrentDropout: 'a slot, such as recurrent: lockedDropout({ keep: 0.8 })',
  returnSequences: "returns: 'sequence'",
  goBackwards: 'reverse',
  bidirectional: 'bidirectional(lstm(…), lstm(…, { reverse: true }))',
}
