import type { Schedule } from '@thinned/nn'

/** Always `value`. */
export function constant(value: number): Schedule {
  return value
}
