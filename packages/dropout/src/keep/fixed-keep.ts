import { DropoutError } from '../dropout-error.ts'
import { type KeepOption, keepOf } from './keep-option.ts'

/** A keep that stays as it is, as a schedule is made of. */
export type FixedKeep =
  | { readonly keep: number; readonly drop?: never }
  | { readonly drop: number; readonly keep?: never }

/** The keep of a schedule's settings; no schedule itself. */
export function fixedKeep(schedule: string, option: FixedKeep): number {
  const keep = keepOf(schedule, option as KeepOption)
  if (typeof keep === 'number') return keep
  throw new DropoutError(`${schedule} was given a schedule as keep; it is one, and takes a number in [0, 1].`)
}

/** Refuses what is no number of steps. */
export function checkSteps(schedule: string, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new DropoutError(`${schedule} was given ${steps} steps; it takes an integer from 1.`)
}
