import type { Initializer, Schedule } from '@thinned/nn'
import { full } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'

/** A keep, or a drop, that is a number: the target of a schedule. */
export type FixedKeep =
  | { readonly keep: number; readonly drop?: never }
  | { readonly drop: number; readonly keep?: never }

/** The keep of a schedule's settings. Refuses another schedule. */
export function fixedKeep(schedule: string, keep: Schedule): number {
  if (typeof keep === 'number') return keep
  throw new DropoutError(`${schedule} was given a schedule as keep; it is one, and takes a number in [0, 1].`)
}

/** The initial value of a learned keep, strictly between 0 and 1. */
export function initialKeep(variant: string, keep: Schedule): number {
  if (typeof keep !== 'number' || keep === 0 || keep === 1)
    throw new DropoutError(
      `${variant} was given ${typeof keep === 'number' ? `keep ${keep}` : 'a schedule'}; keep is learned, and begins at a number strictly between 0 and 1. For a fixed one use dropout.`,
    )
  return keep
}

/** An initializer that sets all elements to one value. */
export function constant(value: number): Initializer {
  return { name: `constant(${value})`, make: (_, shape, options) => full(shape, value, options) }
}
