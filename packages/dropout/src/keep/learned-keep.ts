import type { Initializer } from '@thinned/nn'
import { full } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { type KeepOption, keepSchedule } from './keep-option.ts'

/** The initial value of a learned keep, strictly between 0 and 1. */
export function initialKeep(variant: string, options: KeepOption): number {
  const keep = keepSchedule(variant, options)
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
