import { Fault, oneOf, readState, type Schema } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'
import { type FittedScaling, fittedScaling, type ScalingRule, type ScalingState } from './scaling.ts'
import * as scalings from './scalings/index.ts'

/** The rules of the folder by the name of their scaling. */
const rules: ReadonlyMap<string, ScalingRule> = new Map(
  Object.values(scalings)
    .filter((member) => typeof member === 'object')
    .map((rule) => [rule.scaling, rule as unknown as ScalingRule]),
)

const named = oneOf(...rules.keys())

const schema: Schema<ScalingState> = {
  takes: `an object whose scaling is ${named.takes}`,
  read(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Fault(path, value, this.takes)
    const own = Object.hasOwn(value, 'scaling') ? (value as ScalingState).scaling : undefined
    return rules.get(named.read(own, `${path}.scaling`))!.schema.read(value, path)
  },
}

/**
 * Restores a fitted scaling from its saved state, of JSON or typed.
 *
 * @throws {MetricsError} if the value is no such state, naming the first part that does not fit.
 *
 * @example
 * ```ts
 * import { scalingFromState } from '@thinned/metrics'
 *
 * const saved = JSON.parse('{ "scaling": "temperature", "classes": 2, "temperature": 2 }')
 * const { probabilities } = scalingFromState(saved).apply({ logits: [0, 2], classes: 2 })
 * console.log(probabilities[1]!.toFixed(3)) // 0.731
 * ```
 */
export function scalingFromState<State extends ScalingState>(state: State): FittedScaling<State>
export function scalingFromState<State extends ScalingState>(json: unknown): FittedScaling<State>
export function scalingFromState<State extends ScalingState>(state: unknown): FittedScaling<State> {
  const checked = readState(schema, state, 'state', MetricsError)
  return fittedScaling(rules.get(checked.scaling)!, checked) as FittedScaling<State>
}
