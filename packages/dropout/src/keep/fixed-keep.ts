import { DropoutError } from '../dropout-error.ts'
import { type KeepOption, keepSchedule } from './keep-option.ts'

/** A keep, or a drop, that is a number: the target of a schedule. */
export type FixedKeep =
  | { readonly keep: number; readonly drop?: never }
  | { readonly drop: number; readonly keep?: never }

/** The keep of a schedule's settings. Refuses another schedule. */
export function fixedKeep(schedule: string, option: FixedKeep): number {
  const keep = keepSchedule(schedule, option as KeepOption)
  if (typeof keep === 'number') return keep
  throw new DropoutError(`${schedule} was given a schedule as keep; it is one, and takes a number in [0, 1].`)
}

/** Refuses step counts other than integers from 1. */
export function checkSteps(schedule: string, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new DropoutError(`${schedule} was given ${steps} steps; it takes an integer from 1.`)
}
