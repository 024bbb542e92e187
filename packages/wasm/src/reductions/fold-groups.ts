import type { Expression, F32, I32, Statement } from '../emit/code.ts'
import { count, increase, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Local, locals, type MakeLocal, type Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { emitJob } from '../threads/job.ts'
import type { ReduceGroups } from './reduce.ts'

/** Elements of one chunk, about. */
const CHUNK_ELEMENTS = 8192

type Element = 'f32' | 'i32'
type ValueOf<T extends Element> = T extends 'f32' ? F32 : I32

/** Element by element: what is held becomes `next` of it and of an element at a place (from 0). */
export interface GroupFold<T extends Element> {
  readonly element: T
  begin(held: Local<T>): Statement
  next(held: Local<T>, x: Local<T>, place: Local<'i32'>, index: Local<'i32'>): readonly Statement[]
  /** What is written: what is held, or where it was found. */
  result(held: Local<T>, index: Local<'i32'>): Expression<'f32'> | Expression<'i32'>
}

/** Writes a reduction that goes through each group from front to back. */
export function emitFoldGroups<T extends Element>(module: Module, name: string, fold: GroupFold<T>): ReduceGroups {
  const parameters = {
    to: 'i32',
    from: 'i32',
    groupStep: 'i32',
    step: 'i32',
    n: 'i32',
    groups: 'i32',
    groupsInChunk: 'i32',
  } as const
  const job = emitJob(module, name, parameters, (p, chunk, _, local: MakeLocal) => {
    const v = locals(local, { group: 'i32', last: 'i32', at: 'i32', place: 'i32', index: 'i32' })
    const [held, x] = [local(fold.element), local(fold.element)] as [Local<T>, Local<T>]
    const to = i32.add(p.to, i32.shl(v.group, i32.const(2)))
    const result = fold.result(held, v.index)
    return [
      set(v.group, i32.mul(chunk, p.groupsInChunk)),
      set(v.last, minU(i32.add(v.group, p.groupsInChunk), p.groups)),
      count(
        v.group,
        v.group,
        v.last,
        1,
        set(v.at, i32.add(p.from, i32.mul(v.group, p.groupStep))),
        fold.begin(held),
        set(v.index, i32.const(0)),
        count(
          v.place,
          0,
          p.n,
          1,
          set(x, loads[fold.element](v.at) as unknown as ValueOf<T> & Expression<T>),
          ...fold.next(held, x, v.place, v.index),
          increase(v.at, p.step),
        ),
        result.type === 'f32' ? stores.f32(to, result) : stores.i32(to, result),
      ),
    ]
  })
  return (runtime, to, from, { groups, groupStep, n, step }) => {
    const inChunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / Math.max(n, 1)))
    runtime.launch(job, Math.ceil(groups / inChunk), to, from, 4 * groupStep, 4 * step, n, groups, inChunk)
  }
}
