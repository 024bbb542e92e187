import { locals, set } from '../emit/control.ts'
import type { Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { addFloats, elementAt } from '../windows/window-job.ts'

/** Emits the job to += part, for a dense `part` and an output with `toStep` bytes from row to row. A chunk is a row. */
export function emitAddRows(module: Module): Job {
  const parameters = { part: 'i32', columns: 'i32', to: 'i32', toStep: 'i32' } as const
  return emitJob(module, 'addRows', parameters, (p, chunk, _, local) => {
    const { to, from, rest } = locals(local, { to: 'i32', from: 'i32', rest: 'i32' })
    return [
      set(to, i32.add(p.to, i32.mul(chunk, p.toStep))),
      set(from, elementAt(p.part, i32.mul(chunk, p.columns))),
      ...addFloats(rest, p.columns, to, from),
    ]
  })
}
