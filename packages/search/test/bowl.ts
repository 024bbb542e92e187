import { uniform } from '@thinned/rng'
import type { Trial } from '../src/index.ts'

/** A bowl whose bottom lies at (0.7, 64), which a larger budget shows more clearly. */
export const trial: Trial<{ readonly keep: number; readonly hidden: number }> = (
  { keep, hidden },
  { budget, key, index },
) => {
  // What a trial leaves open does not outlive it.
  setInterval(() => {}, 1000)
  const blur = (uniform(key, 1)[0]! - 0.5) / budget
  return { value: (keep - 0.7) ** 2 + Math.abs(hidden - 64) / 640 + 0.1 * blur, index, drawn: [...key] }
}
