import type { View } from '../../view.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../values.ts'

/** out = a where the condition (uint8) is not 0, else b; what is not chosen is not looked at, so its NaN stays behind. */
export function select(out: View, condition: View, a: View, b: View): void {
  const to = valuesOf(out.storage)
  const choice = valuesOf(condition.storage)
  const left = valuesOf(a.storage)
  const right = valuesOf(b.storage)
  forEachRun([out, condition, a, b], (starts, steps, n) => {
    const [at, cAt, aAt, bAt] = starts as [number, number, number, number]
    const [step, cStep, aStep, bStep] = steps as [number, number, number, number]
    for (let i = 0; i < n; i++) {
      to[at + i * step] = choice[cAt + i * cStep] !== 0 ? left[aAt + i * aStep]! : right[bAt + i * bStep]!
    }
  })
}
