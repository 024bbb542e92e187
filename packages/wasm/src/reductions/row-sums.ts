import { count, set } from '../emit/control.ts'
import { stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { call, locals } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { smaller } from '../random/thin-part.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { emitFold, PART } from './fold.ts'

/** Elements of one chunk, about. */
const CHUNK = 8192

/** Units (a part of a group) of one chunk. */
export function unitsInChunk(n: number): number {
  return Math.max(1, Math.floor(CHUNK / Math.min(n, PART)))
}

/** The job that sums parts of groups whose elements lie side by side: unit u is part u mod `parts` of group u / parts; to[u] is its sum. */
export function emitRowSums(module: Module): Job {
  const fold = emitFold(module)
  const parameters = {
    to: 'i32',
    from: 'i32',
    groupStep: 'i32',
    n: 'i32',
    parts: 'i32',
    units: 'i32',
    unitsInChunk: 'i32',
  } as const
  return emitJob(module, 'rowSums', parameters, (p, chunk, beside, local) => {
    const v = locals(local, { unit: 'i32', last: 'i32', group: 'i32', first: 'i32' })
    return [
      set(v.unit, i32.mul(chunk, p.unitsInChunk)),
      set(v.last, smaller(i32.add(v.unit, p.unitsInChunk), p.units)),
      count(
        v.unit,
        v.unit,
        v.last,
        1,
        set(v.group, i32.divU(v.unit, p.parts)),
        set(v.first, i32.mul(i32.sub(v.unit, i32.mul(v.group, p.parts)), i32.const(PART))),
        stores.f32(
          i32.add(p.to, i32.shl(v.unit, i32.const(2))),
          call(fold, {
            from: i32.add(i32.add(p.from, i32.mul(v.group, p.groupStep)), i32.shl(v.first, i32.const(2))),
            n: smaller(i32.sub(p.n, v.first), i32.const(PART)),
            beside,
          }),
        ),
      ),
    ]
  })
}
