import type { Definition } from '../definition.ts'
import { set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { emitPool } from '../windows/pool.ts'
import { eachFloat, elementAt, emitWindowJob } from '../windows/window-job.ts'

/** out = the largest element in each window; NaN if one is NaN, +0 rather than −0. */
export const maxPool2d: Definition<'maxPool2d'> = (module) => {
  const job = emitWindowJob(module, 'maxPool2d', { to: 'i32', from: 'i32' }, (at) => {
    const { p, position, channel, channels, tap, element, eachTap, local } = at
    const v = locals(local, { from: 'i32', to: 'i32', i: 'i32' })
    const over = (...body: Parameters<typeof eachFloat>[4][]) =>
      eachFloat(v.i, channels, [v.from, v.to], body[0]!, body[1]!)
    return [
      eachTap(
        set(v.from, elementAt(p.from, element)),
        set(v.to, elementAt(p.to, i32.add(i32.mul(position, p.channels), channel))),
        when(
          tap,
          over(
            stores.v128(v.to, f32x4.max(loads.v128(v.to), loads.v128(v.from))),
            stores.f32(v.to, f32.max(loads.f32(v.to), loads.f32(v.from))),
          ),
          over(stores.v128(v.to, loads.v128(v.from)), stores.f32(v.to, loads.f32(v.from))),
        ),
      ),
    ]
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, x, window) => run(x, out, window, [out, x])
  }
}
