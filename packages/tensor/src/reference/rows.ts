import type { View } from '../view.ts'
import { forEachRun } from './runs.ts'

/** Pairs row i of `listed` with row `rowOf(i)` of `table` and visits the positions of their elements, rows rising. */
export function copyRows(
  listed: View,
  table: View,
  rowOf: (i: number) => number,
  visit: (listedAt: number, tableAt: number) => void,
): void {
  const row = (view: View, i: number): View => ({
    ...view,
    shape: view.shape.slice(1),
    strides: view.strides.slice(1),
    offset: view.offset + i * view.strides[0]!,
  })
  for (let i = 0; i < listed.shape[0]!; i++) {
    forEachRun([row(listed, i), row(table, rowOf(i))], (starts, steps, n) => {
      for (let k = 0; k < n; k++) visit(starts[0]! + k * steps[0]!, starts[1]! + k * steps[1]!)
    })
  }
}
