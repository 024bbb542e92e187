import { SUM_CHUNK } from '@thinned/tensor'
import { count, increase, locals, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { emitColumnSums, PANEL_GROUPS } from './column-sums.ts'
import type { Groups } from './reduce.ts'
import { emitRowSums, unitsInChunk } from './row-sums.ts'

/** Sums groups of floats at `from` into `to`, in the fixed order. Either the elements of a group or the groups are neighbors in memory. */
export type FloatSums = (runtime: Runtime, to: number, from: number, groups: Groups) => void

export function emitFloatSums(module: Module): FloatSums {
  return module.once('floatSums', () => {
    const jobs = {
      rows: emitRowSums(module),
      columns: emitColumnSums(module, 'columnSums'),
      join: emitJoinParts(module),
    }
    return (runtime, to, from, { groups, groupStep, n, step }) => {
      if (n === 0) return runtime.zero(to, 4 * groups)
      const parts = Math.ceil(n / SUM_CHUNK)
      const sumParts = (sums: number): void => {
        if (step === 1) {
          const units = groups * parts
          const inChunk = unitsInChunk(n)
          runtime.launch(jobs.rows, Math.ceil(units / inChunk), sums, from, 4 * groupStep, n, parts, units, inChunk)
        } else {
          const panels = Math.ceil(groups / PANEL_GROUPS)
          runtime.launch(jobs.columns, panels * parts, sums, 4 * parts, 4, from, groups, n, 4 * step, panels)
        }
      }
      if (parts === 1) sumParts(to)
      else
        runtime.withScratch(4 * groups * parts, (sums) => {
          sumParts(sums)
          runtime.launch(jobs.join, Math.ceil(groups / CHUNK_GROUPS), to, sums, parts, groups)
        })
    }
  })
}

/** Groups in a chunk. */
const CHUNK_GROUPS = 256

/** Emits the job that adds the sums of the parts of each group in order: to[group] = sums[group][0] + sums[group][1] + … */
function emitJoinParts(module: Module): Job {
  const parameters = { to: 'i32', sums: 'i32', parts: 'i32', groups: 'i32' } as const
  return emitJob(module, 'joinParts', parameters, (p, chunk, _, local) => {
    const v = locals(local, { group: 'i32', last: 'i32', address: 'i32', part: 'i32', total: 'f32' })
    return [
      set(v.group, i32.mul(chunk, i32.const(CHUNK_GROUPS))),
      set(v.last, minU(i32.add(v.group, i32.const(CHUNK_GROUPS)), p.groups)),
      set(v.address, i32.add(p.sums, i32.shl(i32.mul(v.group, p.parts), i32.const(2)))),
      count(
        v.group,
        v.group,
        v.last,
        1,
        set(v.total, loads.f32(v.address)),
        increase(v.address, 4),
        count(v.part, 1, p.parts, 1, set(v.total, f32.add(v.total, loads.f32(v.address))), increase(v.address, 4)),
        stores.f32(i32.add(p.to, i32.shl(v.group, i32.const(2))), v.total),
      ),
    ]
  })
}
