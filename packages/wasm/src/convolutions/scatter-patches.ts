import { locals, set } from '../emit/control.ts'
import type { Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import type { Job } from '../threads/job.ts'
import { tapsOf } from '../windows/window-arguments.ts'
import { addFloats, elementAt, emitWindowJob } from '../windows/window-job.ts'

/**
 * Emits the job that adds patches to volumes. Row p of `from` [taps, channels] is the patch at position `first` + p. Each of its elements is
 * added to its pixel of `to`, for rising positions.
 */
export function emitScatterPatches(module: Module): Job {
  return emitWindowJob(module, 'scatterPatches', { from: 'i32', to: 'i32' }, (step) => {
    const { p, position, channel, channels, tap, element, eachTap, local } = step
    const v = locals(local, { from: 'i32', to: 'i32', i: 'i32' })
    const row = i32.mul(i32.sub(position, p.first), tapsOf(p))
    return [
      eachTap(
        set(
          v.from,
          elementAt(p.from, i32.add(i32.mul(i32.add(row, tap), p.channelCount), i32.sub(channel, p.firstChannel))),
        ),
        set(v.to, elementAt(p.to, element)),
        ...addFloats(v.i, channels, v.to, v.from),
      ),
    ]
  })
}
