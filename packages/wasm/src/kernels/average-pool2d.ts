import type { Definition } from '../definition.ts'
import { set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { emitPool } from '../windows/pool.ts'
import { eachFloat, elementAt, emitWindowJob } from '../windows/window-job.ts'

/** out = the mean of each window: the fold from +0 over its elements, then divided by their number. */
export const averagePool2d: Definition<'averagePool2d'> = (module) => {
  const job = emitWindowJob(module, 'averagePool2d', { to: 'i32', from: 'i32' }, (at) => {
    const { p, position, channel, channels, element, eachTap, local } = at
    const v = locals(local, { from: 'i32', to: 'i32', i: 'i32' })
    const taps = f32.convertI32S(i32.mul(p.sizeRows, p.sizeColumns))
    const begin = set(v.to, elementAt(p.to, i32.add(i32.mul(position, p.channels), channel)))
    const over = (pointers: (typeof v.to)[], ...[four, one]: Parameters<typeof eachFloat>[4][]) =>
      eachFloat(v.i, channels, pointers, four!, one!)
    return [
      begin,
      ...over([v.to], stores.v128(v.to, f32x4.const(0)), stores.f32(v.to, f32.const(0))),
      eachTap(
        set(v.from, elementAt(p.from, element)),
        begin,
        ...over(
          [v.from, v.to],
          stores.v128(v.to, f32x4.add(loads.v128(v.to), loads.v128(v.from))),
          stores.f32(v.to, f32.add(loads.f32(v.to), loads.f32(v.from))),
        ),
      ),
      begin,
      ...over(
        [v.to],
        stores.v128(v.to, f32x4.div(loads.v128(v.to), f32x4.splat(taps))),
        stores.f32(v.to, f32.div(loads.f32(v.to), taps)),
      ),
    ]
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, x, window) => run(x, out, window, [out, x])
  }
}
