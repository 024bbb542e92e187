import type { View } from '../../view.ts'
import { forEachRun } from '../runs.ts'
import { valuesOf } from '../values.ts'

/** Every element of out becomes `value`. */
export function fill(out: View, value: number): void {
  const to = valuesOf(out.storage)
  forEachRun([out], ([start], [step], n) => {
    for (let i = 0; i < n; i++) to[start! + i * step!] = value
  })
}
