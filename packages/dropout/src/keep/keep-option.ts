import {
  describeSchedule,
  isScheduleConfig,
  type JsonValue,
  type Moment,
  type Schedule,
  withSettings,
} from '@thinned/nn'
import { DropoutError } from '../dropout-error.ts'

/** The probability of keeping a unit, or that of dropping it: exactly one, in [0, 1], a number or a schedule of one. */
export type KeepOption =
  | { readonly keep: Schedule; readonly drop?: never }
  | { readonly drop: Schedule; readonly keep?: never }

/**
 * The schedule of keep that an option states. Numbers are checked at once, schedules when they are asked.
 *
 * @example
 * ```ts
 * import { keepOf } from '@thinned/dropout'
 *
 * console.log(keepOf('myDropout', { drop: 0.25 })) // 0.75
 * ```
 */
export function keepOf(variant: string, option: KeepOption): Schedule {
  const { keep, drop } = (option ?? {}) as { keep?: unknown; drop?: unknown }
  if ((keep === undefined) === (drop === undefined)) {
    throw new DropoutError(
      `${variant} was given ${keep === undefined ? 'neither keep nor drop' : `both keep ${keep} and drop ${drop}`}; give exactly one, as in ${variant}({ keep: 0.8 }) or ${variant}({ drop: 0.2 }).`,
    )
  }
  const [name, value] = keep === undefined ? (['drop', drop] as const) : (['keep', keep] as const)
  if (typeof value === 'function') {
    const schedule = value as Exclude<Schedule, number>
    if (name === 'keep') return schedule
    const keeping = (at: Moment): number => 1 - checkProbability(variant, 'drop', schedule(at))
    const described = describeSchedule(schedule)
    return isScheduleConfig(described) && described.schedule === null
      ? keeping
      : withSettings({ name: 'drop', drop: described }, keeping)
  }
  const probability = checkProbability(variant, name, value)
  return name === 'keep' ? probability : 1 - probability
}

/**
 * Refuses what is no probability.
 *
 * @example
 * ```ts
 * import { checkProbability } from '@thinned/dropout'
 *
 * console.log(checkProbability('myDropout', 'keep', 0.8)) // 0.8
 * ```
 */
export function checkProbability(variant: string, name: 'keep' | 'drop', value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    const given = typeof value === 'string' ? `"${value}"` : String(value)
    if (typeof value === 'object' && value !== null)
      throw new DropoutError(
        `${variant} was given ${name} ${given}; its law cannot be trained, so ${name} is a number in [0, 1] or a schedule of them. Variants with a trained keep are concreteDropout, standout and variationalDropout.`,
      )
    throw new DropoutError(
      `${variant} was given ${name} ${given}; ${name} is a probability, a number in [0, 1] or a schedule of them. Write ${variant}({ keep: 0.8 }) to keep four units of five, or ${variant}({ drop: 0.2 }) for the same.`,
    )
  }
  return value
}

/** A keep probability as tables and checkpoints hold it. */
export function describeKeep(keep: Schedule): { readonly keep: JsonValue } {
  return { keep: describeSchedule(keep) }
}
