import type { View } from '../../view.ts'
import { type BinaryKernel, binaryKernel } from '../elementwise.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../storage.ts'

/** out = 1 where a = b, else 0 (uint8) */
export const equal: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  for (let i = 0; i < n; i++) out[start + i * step] = a[aStart + i * aStep]! === b[bStart + i * bStep]! ? 1 : 0
})

/** out = 1 where a > b, else 0 (uint8) */
export const greater: BinaryKernel = binaryKernel((out, start, step, a, aStart, aStep, b, bStart, bStep, n) => {
  for (let i = 0; i < n; i++) out[start + i * step] = a[aStart + i * aStep]! > b[bStart + i * bStep]! ? 1 : 0
})

/** out = a where the condition (uint8) is not 0, else b; an element that is not chosen is not read, so that its NaN has no effect. */
export function select(out: View, condition: View, a: View, b: View): void {
  const to = valuesOf(out.storage)
  const choice = valuesOf(condition.storage)
  const left = valuesOf(a.storage)
  const right = valuesOf(b.storage)
  forEachRun([out, condition, a, b], (starts, steps, n) => {
    const [start, cStart, aStart, bStart] = starts as [number, number, number, number]
    const [step, cStep, aStep, bStep] = steps as [number, number, number, number]
    for (let i = 0; i < n; i++) {
      to[start + i * step] = choice[cStart + i * cStep] !== 0 ? left[aStart + i * aStep]! : right[bStart + i * bStep]!
    }
  })
}
