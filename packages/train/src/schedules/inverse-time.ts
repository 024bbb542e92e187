import type { Schedule } from '@thinned/nn'

/** `initial` / (1 + step / halfLife): half of it after `halfLife` steps. */
export function inverseTime({ initial, halfLife }: { readonly initial: number; readonly halfLife: number }): Schedule {
  return ({ step }) => initial / (1 + step / halfLife)
}
