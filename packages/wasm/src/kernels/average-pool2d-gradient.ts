import { sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { addressOf } from '../storage.ts'
import { emitPool } from '../windows/pool.ts'
import { eachFloat, elementAt, emitWindowJob } from '../windows/window-job.ts'

/** out = 0, then for rising positions grad ÷ number of elements is added to each element of the window. */
export const averagePool2dGradient: Definition<'averagePool2dGradient'> = (module) => {
  const job = emitWindowJob(module, 'averagePool2dGradient', { to: 'i32', grad: 'i32' }, (at) => {
    const { p, position, channel, channels, element, eachTap, local } = at
    const v = locals(local, { from: 'i32', to: 'i32', i: 'i32' })
    const taps = f32.convertI32S(i32.mul(p.sizeRows, p.sizeColumns))
    return [
      eachTap(
        set(v.from, elementAt(p.grad, i32.add(i32.mul(position, p.channels), channel))),
        set(v.to, elementAt(p.to, element)),
        ...eachFloat(
          v.i,
          channels,
          [v.from, v.to],
          stores.v128(v.to, f32x4.add(loads.v128(v.to), f32x4.div(loads.v128(v.from), f32x4.splat(taps)))),
          stores.f32(v.to, f32.add(loads.f32(v.to), f32.div(loads.f32(v.from), taps))),
        ),
      ),
    ]
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, grad, window) => {
      runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
      run(out, grad, window, [out, grad])
    }
  }
}
