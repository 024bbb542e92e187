import type { Schedule } from '@thinned/nn'
import { checkAboveZero } from '../check-above-zero.ts'
import { withSettings } from '../function-settings.ts'

/** `initial` / (1 + step / halfLife): half of it after `halfLife` steps. */
export function inverseTime({ initial, halfLife }: { readonly initial: number; readonly halfLife: number }): Schedule {
  checkAboveZero('inverseTime', 'halfLife', halfLife)
  return withSettings({ name: 'inverseTime', initial, halfLife }, ({ step }) => initial / (1 + step / halfLife))
}
