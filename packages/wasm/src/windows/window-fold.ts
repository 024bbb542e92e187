import type { Expression, Statement } from '../emit/code.ts'
import { set } from '../emit/control.ts'
import { locals, type Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import type { Job } from '../threads/job.ts'
import { eachBlock, type Floats } from './floats.ts'
import { type AtPosition, elementAt, emitWindowJob } from './window-job.ts'

/** A fold over the taps of a window, channel by channel. */
export interface WindowFold<P extends Readonly<Record<string, 'i32' | 'f32'>>> {
  readonly begin: number
  /** What comes before the floats of a tap are folded, for the channels from `at.channel` + `done` on. */
  tap?(at: FoldAt<P>): readonly Statement[]
  /** `offset` counts the bytes from the first of those channels. */
  next<T extends 'v128' | 'f32'>(
    floats: Floats<T>,
    held: Expression<T>,
    x: Expression<T>,
    offset: number,
    at: FoldAt<P>,
  ): Expression<T>
  end?<T extends 'v128' | 'f32'>(floats: Floats<T>, held: Expression<T>, offset: number, at: FoldAt<P>): Expression<T>
}

const operands = { to: 'i32', from: 'i32' } as const

type FoldAt<P extends Readonly<Record<string, 'i32' | 'f32'>>> = AtPosition<P & typeof operands> & {
  /** Channels of the chunk that are done. */
  readonly done: Expression<'i32'>
}

/** The job that folds each window of the volumes at `from` into an element of `to`, which holds as many channels. */
export function emitWindowFold<const P extends Readonly<Record<string, 'i32' | 'f32'>>>(
  module: Module,
  name: string,
  parameters: P,
  fold: WindowFold<P>,
): Job {
  return emitWindowJob(module, name, { ...operands, ...parameters } as P & typeof operands, (place) => {
    const v = locals(place.local, { from: 'i32', to: 'i32', done: 'i32' })
    const p = place.p as unknown as AtPosition<typeof operands>['p']
    const at: FoldAt<P> = { ...place, done: v.done }
    const output = i32.add(i32.add(i32.mul(place.position, p.channels), place.channel), v.done)
    return eachBlock(v.done, place.channels, (floats, abreast) => {
      const sums = Array.from({ length: abreast }, () => place.local(floats.type))
      const offset = (j: number): number => 16 * j
      return [
        ...sums.map((sum) => set(sum, floats.const(fold.begin))),
        place.eachTap(
          set(v.from, elementAt(p.from, i32.add(place.element, v.done))),
          ...(fold.tap?.(at) ?? []),
          ...sums.map((sum, j) => set(sum, fold.next(floats, sum, floats.load(v.from, offset(j)), offset(j), at))),
        ),
        set(v.to, elementAt(p.to, output)),
        ...sums.map((sum, j) => floats.store(v.to, fold.end?.(floats, sum, offset(j), at) ?? sum, offset(j))),
      ]
    })
  })
}
