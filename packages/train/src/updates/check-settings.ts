import { type Moment, resolveSchedule, type Schedule } from '@thinned/nn'
import { TrainError } from '../train-error.ts'

/** @throws {TrainError} where a learning rate is neither a schedule nor a number from 0. A function is called only during training. */
export function checkRate(owner: string, rate: Schedule): void {
  if (typeof rate !== 'function' && !(typeof rate === 'number' && rate >= 0 && rate < Infinity))
    throw new TrainError(`${owner} was given the learningRate ${rate}; it takes a number from 0, or a schedule.`)
}

/** @throws {TrainError} where a decay is a number outside [0, 1). */
export function checkDecay(owner: string, name: string, decay: Schedule): void {
  if (typeof decay === 'number' && !(decay >= 0 && decay < 1))
    throw new TrainError(`${owner} was given ${name} ${decay}; it takes a number from 0 to below 1, such as 0.9.`)
}

/** @throws {TrainError} unless the value is finite and 0 or more. */
export function checkFromZero(owner: string, name: string, value: number): void {
  if (!(value >= 0 && value < Infinity))
    throw new TrainError(`${owner} was given ${name} ${value}; it takes a number from 0.`)
}

/** The value of a schedule at a moment: a learning rate from 0, a momentum from 0 to below 1. @throws {TrainError} where it is outside this range. */
export function settingAt(
  owner: string,
  name: 'learningRate' | 'momentum',
  schedule: Schedule,
  moment: Moment,
): number {
  const value = resolveSchedule(schedule, moment)
  if (value >= 0 && value < (name === 'momentum' ? 1 : Infinity)) return value
  throw new TrainError(
    `The schedule of ${owner}'s ${name} gave ${value} at step ${moment.step} of ${moment.steps}, epoch ${moment.epoch}; it gives a finite number from 0${name === 'momentum' ? ' to below 1' : ''} at every step.`,
  )
}

/** @throws {TrainError} unless the value is finite and above 0. */
export function checkAboveZero(owner: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    throw new TrainError(`${owner} was given ${name} ${value}; it takes a number above 0.`)
}
