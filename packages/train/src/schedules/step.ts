import { pow } from '@thinned/math/float64'
import type { Schedule } from '@thinned/nn'
import { checkAboveZero } from '../check-above-zero.ts'
import { withSettings } from '../function-settings.ts'

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
  checkAboveZero('step', 'factor', factor)
  checkAboveZero('step', 'every', every)
  return withSettings(
    { name: 'step', initial, factor, every },
    ({ epoch }) => initial * pow(factor, Math.floor(epoch / every)),
  )
}
