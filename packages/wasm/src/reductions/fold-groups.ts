import type { Expression, F32, I32, Statement } from '../emit/code.ts'
import { count, increase, type Local, locals, type MakeLocal, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { emitJob } from '../threads/job.ts'
import type { ReduceGroups } from './reduce.ts'

/** The approximate number of elements in a chunk. */
const CHUNK_ELEMENTS = 8192

type Element = 'f32' | 'i32'
type ValueOf<T extends Element> = T extends 'f32' ? F32 : I32

/** A fold over the elements of a group. `position` counts them from 0; `index` is a variable for the fold, 0 at first. */
export interface GroupFold<T extends Element> {
  readonly element: T
  begin(accumulator: Local<T>): Statement
  next(accumulator: Local<T>, x: Local<T>, position: Local<'i32'>, index: Local<'i32'>): readonly Statement[]
  /** The result: the accumulator or the index. */
  result(accumulator: Local<T>, index: Local<'i32'>): Expression<'f32'> | Expression<'i32'>
}

/** Emits a reduction that goes over each group from front to back. */
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
    const v = locals(local, { group: 'i32', last: 'i32', address: 'i32', position: 'i32', index: 'i32' })
    const [accumulator, x] = [local(fold.element), local(fold.element)] as [Local<T>, Local<T>]
    const to = i32.add(p.to, i32.shl(v.group, i32.const(2)))
    const result = fold.result(accumulator, v.index)
    return [
      set(v.group, i32.mul(chunk, p.groupsInChunk)),
      set(v.last, minU(i32.add(v.group, p.groupsInChunk), p.groups)),
      count(
        v.group,
        v.group,
        v.last,
        1,
        set(v.address, i32.add(p.from, i32.mul(v.group, p.groupStep))),
        fold.begin(accumulator),
        set(v.index, i32.const(0)),
        count(
          v.position,
          0,
          p.n,
          1,
          set(x, loads[fold.element](v.address) as unknown as ValueOf<T> & Expression<T>),
          ...fold.next(accumulator, x, v.position, v.index),
          increase(v.address, p.step),
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
