import { f32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitPool } from '../windows/pool.ts'
import { tapsOf } from '../windows/window-arguments.ts'
import { emitWindowFold } from '../windows/window-fold.ts'

/** out = the mean of each window: the fold from +0 over its elements, then divided by their number. */
export const averagePool: EmitKernel<'averagePool'> = (module) => {
  const job = emitWindowFold(module, 'averagePool', {
    begin: 0,
    next: (floats, sum, x) => floats.add(sum, x),
    end: (floats, sum, p) => floats.div(sum, floats.splat(f32.convertI32S(tapsOf(p)))),
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, x, window) => run(x, out, window, [out, x])
  }
}
