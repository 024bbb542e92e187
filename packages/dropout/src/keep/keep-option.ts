import {
  describeSchedule,
  isScheduleConfig,
  type JsonValue,
  type Moment,
  makesSchedules,
  resolveSchedule,
  type Schedule,
  withSettings,
} from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import { DropoutError } from '../dropout-error.ts'

/** The probability of keeping a unit, or that of dropping it: exactly one, in [0, 1], a number or a schedule of one. */
export type KeepOption =
  | { readonly keep: Schedule; readonly drop?: never }
  | { readonly drop: Schedule; readonly keep?: never }

/**
 * The schedule of keep that an option states. Checks numbers at once; `resolveKeep` checks what a schedule gives. `others` are the further options of
 * the examples in its messages, such as ', layers: 12'.
 */
export function keepSchedule(variant: string, option: KeepOption, others = ''): Schedule {
  const { keep, drop } = (option ?? {}) as { keep?: unknown; drop?: unknown }
  if ((keep === undefined) === (drop === undefined)) {
    throw new DropoutError(
      `${variant} was given ${keep === undefined ? 'neither keep nor drop' : `both keep ${formatValue(keep)} and drop ${formatValue(drop)}`}; give exactly one, as in ${variant}({ keep: 0.8${others} }) or ${variant}({ drop: 0.2${others} }).`,
    )
  }
  const [name, value] = keep === undefined ? (['drop', drop] as const) : (['keep', keep] as const)
  if (typeof value === 'function') {
    if (makesSchedules(value))
      throw new DropoutError(
        `${variant} was given ${name} ${formatValue(value)}, which makes schedules; call it with its options, as in schedules.linearKeep({ initial: 1, final: 0.5 }).`,
      )
    const schedule = value as Exclude<Schedule, number>
    if (name === 'keep') return schedule
    const complement = (moment: Moment): number => 1 - checkProbability(variant, 'drop', schedule(moment))
    const config = describeSchedule(schedule)
    return isScheduleConfig(config) && config.schedule === null
      ? complement
      : withSettings({ name: 'drop', drop: config }, complement)
  }
  const probability = checkProbability(variant, name, value, others)
  return name === 'keep' ? probability : 1 - probability
}

/** The keep of a moment, in [0, 1]. */
export function resolveKeep(variant: string, schedule: Schedule, moment: Moment): number {
  return checkProbability(variant, 'keep', resolveSchedule(schedule, moment))
}

/** Refuses everything but a number in [0, 1]. */
export function checkProbability(variant: string, name: 'keep' | 'drop', value: unknown, others = ''): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    const text = formatValue(value)
    if (typeof value === 'object' && value !== null)
      throw new DropoutError(
        `${variant} was given ${name} ${text}; its law cannot be trained, so ${name} is a number in [0, 1] or a schedule of them. Variants with a trained keep are concreteDropout, standout and variationalDropout.`,
      )
    throw new DropoutError(
      `${variant} was given ${name} ${text}; ${name} is a probability, a number in [0, 1] or a schedule of them. Write ${variant}({ keep: 0.8${others} }) to keep four units of five, or ${variant}({ drop: 0.2${others} }) for the same.`,
    )
  }
  return value
}

/** A keep as the options of a layer hold it, for tables and checkpoints. */
export function describeKeep(keep: Schedule): { readonly keep: JsonValue } {
  return { keep: describeSchedule(keep) }
}
