import { pow } from '@thinned/math/float64'
import type { Schedule } from '@thinned/nn'

/** `initial` · factor^⌊epoch / every⌋: a step down every so many epochs. */
export function step({
  initial,
  factor,
  every,
}: {
  readonly initial: number
  readonly factor: number
  readonly every: number
}): Schedule {
  return ({ epoch }) => initial * pow(factor, Math.floor(epoch / every))
}
