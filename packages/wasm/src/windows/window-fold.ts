import type { Expression } from '../emit/code.ts'
import { set } from '../emit/control.ts'
import { locals, type Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import type { Job } from '../threads/job.ts'
import { eachBlock, type Floats } from './floats.ts'
import type { WindowLocals } from './window-arguments.ts'
import { elementAt, emitWindowJob } from './window-job.ts'

/** A fold over the taps of a window, channel by channel. */
export interface WindowFold {
  readonly begin: number
  next<T extends 'v128' | 'f32'>(floats: Floats<T>, held: Expression<T>, x: Expression<T>): Expression<T>
  /** What becomes of the result. Default: nothing. */
  end?<T extends 'v128' | 'f32'>(floats: Floats<T>, held: Expression<T>, p: WindowLocals): Expression<T>
}

/** The job that folds each window of the volumes at `from` into an element of `to`, which holds as many channels. */
export function emitWindowFold(module: Module, name: string, fold: WindowFold): Job {
  return emitWindowJob(module, name, { to: 'i32', from: 'i32' }, (at) => {
    const { p, position, channel, channels, element, eachTap, local } = at
    const v = locals(local, { from: 'i32', to: 'i32', done: 'i32' })
    return eachBlock(v.done, channels, (floats, abreast) => {
      const held = Array.from({ length: abreast }, () => local(floats.type))
      return [
        ...held.map((value) => set(value, floats.const(fold.begin))),
        eachTap(
          set(v.from, elementAt(p.from, i32.add(element, v.done))),
          ...held.map((value, j) => set(value, fold.next(floats, value, floats.load(v.from, 16 * j)))),
        ),
        set(v.to, elementAt(p.to, i32.add(i32.add(i32.mul(position, p.channels), channel), v.done))),
        ...held.map((value, j) => floats.store(v.to, fold.end?.(floats, value, p) ?? value, 16 * j)),
      ]
    })
  })
}
