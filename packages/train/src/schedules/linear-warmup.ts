import { type Schedule, scheduleAt } from '@thinned/nn'

/** Rises in equal steps to `then` over the first `warmup` steps, and follows it from there. */
export function linearWarmup({ warmup, then }: { readonly warmup: number; readonly then: Schedule }): Schedule {
  return (at) => scheduleAt(then, at) * Math.min(1, (at.step + 1) / warmup)
}
