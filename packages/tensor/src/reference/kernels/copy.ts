import type { View } from '../../view.ts'
import { type UnaryKernel, unaryKernel } from '../elementwise.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../storage.ts'

/** out = x, converted to the dtype of out as assignment to its typed array does */
export const copy: UnaryKernel = unaryKernel((out, start, step, x, xStart, xStep, n) => {
  for (let i = 0; i < n; i++) {
    const value = x[xStart + i * xStep]!
    out[start + i * step] = value
  }
})

/** Every element of out becomes `value`. */
export function fill(out: View, value: number): void {
  const to = valuesOf(out.storage)
  forEachRun([out], ([start], [step], n) => {
    for (let i = 0; i < n; i++) to[start! + i * step!] = value
  })
}
