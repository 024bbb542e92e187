import { TrainError } from './train-error.ts'

/** @throws {TrainError} unless the value is finite and above 0. */
export function checkAboveZero(owner: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    throw new TrainError(`${owner} was given ${name} ${value}; it takes a number above 0.`)
}
