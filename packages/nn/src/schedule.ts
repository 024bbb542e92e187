import { ThinnedError } from '@thinned/schema'
import { settingsOf } from './config/function-settings.ts'
import type { JsonValue } from './layer.ts'
import { NnError } from './nn-error.ts'

/** A moment of a run: the step (from 0), the number of steps of the run, the epoch (from 0). */
export interface Moment {
  readonly step: number
  readonly steps: number
  readonly epoch: number
  /**
   * The validations so far, oldest first, each with its numbers by name: 'validationLoss', 'validationError', 'validationAccuracy', and the metrics
   * that are numbers. The trainer hands them to optimizers, so that a schedule can follow them without a memory. Absent in a pass, and without validation data.
   */
  readonly validations?: readonly Readonly<Record<string, number>>[] | undefined
}

/** A number that may change while training. */
export type Schedule = number | ((moment: Moment) => number)

/**
 * The value of a schedule at a moment.
 *
 * @example
 * ```ts
 * import { resolveSchedule } from '@thinned/nn'
 *
 * const moment = { step: 50, steps: 100, epoch: 0 }
 * console.log(resolveSchedule(0.5, moment), resolveSchedule(({ step, steps }) => 1 - step / steps, moment)) // 0.5 0.5
 * ```
 */
export function resolveSchedule(schedule: Schedule, moment: Moment): number {
  return typeof schedule === 'number' ? schedule : schedule(moment)
}

/**
 * Whether a function makes schedules and is none itself: `schedules.cosine`, which someone gave for `schedules.cosine({ initial: 0.1 })`. It refuses a
 * moment as its argument, or gives a function. Arrow functions, which are not tried, count as schedules.
 *
 * @example
 * ```ts
 * import { makesSchedules } from '@thinned/nn'
 *
 * function falling(initial: number) {
 *   return ({ step }: { step: number }) => initial / (1 + step)
 * }
 * console.log(makesSchedules(falling), makesSchedules(falling(0.1))) // true false
 * ```
 */
export function makesSchedules(given: unknown): boolean {
  if (typeof given !== 'function' || !Object.hasOwn(given, 'prototype')) return false
  try {
    return typeof given({ step: 0, steps: 100, epoch: 0 }) === 'function'
  } catch (error) {
    return error instanceof ThinnedError && ['unknown-option', 'invalid-argument'].includes(error.code)
  }
}

/** A schedule in options and checkpoints: its name and its settings. The name null stands for a function without settings, which JSON cannot hold. */
export type ScheduleConfig = { readonly schedule: string | null } & { readonly [setting: string]: JsonValue }

/**
 * A schedule as JSON: a number is itself, and a function becomes `{ schedule: name, … }` with the settings of `withSettings`.
 *
 * @example
 * ```ts
 * import { describeSchedule, withSettings } from '@thinned/nn'
 *
 * const falling = withSettings({ name: 'falling', from: 1 }, ({ step, steps }: { step: number; steps: number }) => 1 - step / steps)
 * console.log(describeSchedule(0.5), describeSchedule(falling)) // 0.5 { schedule: 'falling', from: 1 }
 * console.log(describeSchedule(() => 0.5)) // { schedule: null }
 * ```
 */
export function describeSchedule(schedule: Schedule): number | ScheduleConfig {
  if (typeof schedule === 'number') return schedule
  const { name, ...settings } = settingsOf(schedule) ?? { name: null }
  if ('schedule' in settings)
    throw new NnError(
      `The schedule ${name} has a setting named schedule, which is the word that marks a schedule. Call the setting otherwise.`,
    )
  return { schedule: name, ...settings }
}

/**
 * Whether a setting describes a schedule, as `describeSchedule` does.
 *
 * @example
 * ```ts
 * import { isScheduleConfig } from '@thinned/nn'
 *
 * console.log(isScheduleConfig(0.5), isScheduleConfig({ schedule: 'early', keep: 0.5 })) // false true
 * ```
 */
export function isScheduleConfig(value: JsonValue | undefined): value is ScheduleConfig {
  return typeof value === 'object' && value !== null && 'schedule' in value
}
