import { sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { count, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { addressOf } from '../storage.ts'
import { emitPool } from '../windows/pool.ts'
import { elementAt, emitWindowJob } from '../windows/window-job.ts'

/** out = 0, then for rising positions the gradient of each window is added to its largest element: the first NaN, else the first. */
export const maxPool2dGradient: Definition<'maxPool2dGradient'> = (module) => {
  const job = emitWindowJob(module, 'maxPool2dGradient', { to: 'i32', grad: 'i32', x: 'i32' }, (at) => {
    const { p, position, channel, channels, tap, element, eachTap, local } = at
    const v = locals(local, { c: 'i32', place: 'i32', to: 'i32', value: 'f32', best: 'f32' })
    const unordered = (value: typeof v.value) => f32.ne(value, value)
    const exceeds = i32.or(f32.gt(v.value, v.best), i32.and(unordered(v.value), i32.eqz(unordered(v.best))))
    return [
      count(
        v.c,
        0,
        channels,
        1,
        eachTap(
          set(v.value, loads.f32(elementAt(p.x, i32.add(element, v.c)))),
          when(i32.or(i32.eqz(tap), exceeds), [set(v.best, v.value), set(v.place, i32.add(element, v.c))]),
        ),
        set(v.to, elementAt(p.to, v.place)),
        stores.f32(
          v.to,
          f32.add(
            loads.f32(v.to),
            loads.f32(elementAt(p.grad, i32.add(i32.add(i32.mul(position, p.channels), channel), v.c))),
          ),
        ),
      ),
    ]
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, grad, x, window) => {
      runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
      run(out, grad, window, [out, grad, x])
    }
  }
}
