import { locals, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Job } from '../threads/job.ts'
import { tapsOf } from '../windows/window-arguments.ts'
import { eachFloat, elementAt, emitWindowJob } from '../windows/window-job.ts'

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
        ...eachFloat(
          v.i,
          channels,
          [v.from, v.to],
          stores.v128(v.to, f32x4.add(loads.v128(v.to), loads.v128(v.from))),
          stores.f32(v.to, f32.add(loads.f32(v.to), loads.f32(v.from))),
        ),
      ),
    ]
  })
}
