import { count, increase, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals, type Module } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { smaller } from '../random/thin-part.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** Groups of one chunk. */
export const JOINED = 256

/** The job that adds the sums of the parts of each group, in order from the first: to[group] = parts[group][0] + parts[group][1] + … */
export function emitJoinParts(module: Module): Job {
  const parameters = { to: 'i32', sums: 'i32', parts: 'i32', groups: 'i32' } as const
  return emitJob(module, 'joinParts', parameters, (p, chunk, _, local) => {
    const v = locals(local, { group: 'i32', last: 'i32', at: 'i32', part: 'i32', total: 'f32' })
    return [
      set(v.group, i32.mul(chunk, i32.const(JOINED))),
      set(v.last, smaller(i32.add(v.group, i32.const(JOINED)), p.groups)),
      set(v.at, i32.add(p.sums, i32.shl(i32.mul(v.group, p.parts), i32.const(2)))),
      count(
        v.group,
        v.group,
        v.last,
        1,
        set(v.total, loads.f32(v.at)),
        increase(v.at, 4),
        count(v.part, 1, p.parts, 1, set(v.total, f32.add(v.total, loads.f32(v.at))), increase(v.at, 4)),
        stores.f32(i32.add(p.to, i32.shl(v.group, i32.const(2))), v.total),
      ),
    ]
  })
}
