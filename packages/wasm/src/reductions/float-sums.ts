import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { COLUMNS, emitColumnSums } from './column-sums.ts'
import { PART } from './fold.ts'
import type { Groups } from './groups.ts'
import { emitJoinParts, JOINED } from './join-parts.ts'
import { emitRowSums, unitsInChunk } from './row-sums.ts'

/** Sums groups of floats that begin at `from`, into `to`, in the fixed order. Either their elements or the groups lie side by side. */
export type FloatSums = (to: number, from: number, groups: Groups) => void

export function emitFloatSums(module: Module): (runtime: Runtime) => FloatSums {
  return module.once('floatSums', () => {
    const jobs = {
      rows: emitRowSums(module),
      columns: emitColumnSums(module, 'columnSums'),
      join: emitJoinParts(module),
    }
    return (runtime) =>
      (to, from, { groups, groupStep, n, step }) => {
        if (n === 0) return runtime.zero(to, 4 * groups)
        const parts = Math.ceil(n / PART)
        const sumParts = (sums: number): void => {
          if (step === 1) {
            const units = groups * parts
            const inChunk = unitsInChunk(n)
            runtime.launch(jobs.rows, Math.ceil(units / inChunk), sums, from, 4 * groupStep, n, parts, units, inChunk)
          } else {
            const panels = Math.ceil(groups / COLUMNS)
            runtime.launch(jobs.columns, panels * parts, sums, 4 * parts, 4, from, groups, n, 4 * step, panels)
          }
        }
        if (parts === 1) sumParts(to)
        else
          runtime.withScratch(4 * groups * parts, (sums) => {
            sumParts(sums)
            runtime.launch(jobs.join, Math.ceil(groups / JOINED), to, sums, parts, groups)
          })
      }
  })
}
