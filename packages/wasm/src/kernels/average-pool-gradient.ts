import { sizeOf } from '@thinned/tensor'
import { set } from '../emit/control.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { eachBlock } from '../windows/floats.ts'
import { emitPool } from '../windows/pool.ts'
import { tapsOf } from '../windows/window-arguments.ts'
import { elementAt, emitWindowJob } from '../windows/window-job.ts'

/** out = 0, then for rising positions grad ÷ number of elements is added to each element of the window. */
export const averagePoolGradient: EmitKernel<'averagePoolGradient'> = (module) => {
  const job = emitWindowJob(module, 'averagePoolGradient', { to: 'i32', grad: 'i32' }, (at) => {
    const { p, position, channel, channels, element, eachTap, local } = at
    const v = locals(local, { from: 'i32', to: 'i32', done: 'i32' })
    const taps = f32.convertI32S(tapsOf(p))
    return eachBlock(v.done, channels, (floats, abreast) => {
      const shares = Array.from({ length: abreast }, () => local(floats.type))
      return [
        set(v.from, elementAt(p.grad, i32.add(i32.add(i32.mul(position, p.channels), channel), v.done))),
        ...shares.map((share, j) => set(share, floats.div(floats.load(v.from, 16 * j), floats.splat(taps)))),
        eachTap(
          set(v.to, elementAt(p.to, i32.add(element, v.done))),
          ...shares.map((share, j) => floats.store(v.to, floats.add(floats.load(v.to, 16 * j), share), 16 * j)),
        ),
      ]
    })
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
