import type { Initializer, Layer, Schedule } from '@thinned/nn'
import {
  type Fields,
  formatValue,
  number,
  onlyOptions,
  optional,
  options,
  type Read,
  type Schema,
  text,
  value,
} from '@thinned/schema'
import { Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { type KeepOption, keepSchedule } from './keep-option.ts'

/** The schemas of a variant's options besides keep and drop. */
export type OtherFields<Options> = Fields<Omit<Options, 'keep' | 'drop'>>

/** What other libraries call the options. */
const otherNames = {
  p: 'drop, the probability of dropping a unit, or keep',
  prob: 'drop, the probability of dropping a unit, or keep',
  rate: 'drop',
  dropProb: 'drop',
  keepProb: 'keep',
  noiseShape: 'sharedAxes, the axes of 1',
  seed: 'none: masks follow from the key of the run',
  inplace: 'none: tensors do not change',
}

/**
 * Reads the options of a function that takes keep or drop: gives the schedule of keep, and the others. `examples` are further options of the
 * examples in messages on keep, such as ', layers: 12'.
 */
/* @__NO_SIDE_EFFECTS__ */
export function keepOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  examples = '',
): (given: unknown) => Read<F> & { readonly schedule: Schedule } {
  const checkNames = onlyOptions(caller, DropoutError, ['keep', 'drop', ...Object.keys(fields)], otherNames)
  const read = options(caller, DropoutError, fields)
  return (given) => {
    if (typeof given === 'number')
      throw new DropoutError(
        `${caller} was given ${given}; say what it is the probability of: ${caller}({ keep: ${given}${examples} }) or ${caller}({ drop: ${given}${examples} }).`,
      )
    if (typeof given === 'object' && given !== null) checkNames(given)
    const { keep, drop, ...others } = Object(given)
    return { schedule: keepSchedule(caller, { keep, drop } as KeepOption, examples), ...read(others) }
  }
}

export const name: Schema<string | undefined> = /* @__PURE__ */ optional(text)

/** A mask that the caller gives. */
export const mask: Schema<Tensor | undefined> = /* @__PURE__ */ optional(
  /* @__PURE__ */ value<Tensor>('a tensor of uint8, 0 where dropped', (given) => given instanceof Tensor),
)

export const initializer: Schema<Initializer | undefined> = /* @__PURE__ */ optional(
  /* @__PURE__ */ value<Initializer>(
    'an initializer, such as initializers.he()',
    (given) => typeof (given as Partial<Initializer> | null)?.make === 'function',
  ),
)

/** The number of training examples. */
export const examples: Schema<number> = /* @__PURE__ */ number({ above: 0 })

/** @throws {DropoutError} where a layer to put this one around is none. */
export function checkLayer(caller: string, layer: unknown): asserts layer is Layer {
  if (typeof (layer as Partial<Layer> | null | undefined)?.forward === 'function') return
  throw new DropoutError(
    `${caller} was given ${layer === undefined ? 'no layer' : formatValue(layer)}; it goes around a layer, such as linear(8, 4).`,
  )
}
