import type { EmitKernel } from '../kernel.ts'
import { emitPool } from '../windows/pool.ts'
import { emitWindowFold } from '../windows/window-fold.ts'

/** out = the largest element in each window; NaN if one is NaN, +0 rather than −0. */
export const maxPool: EmitKernel<'maxPool'> = (module) => {
  const job = emitWindowFold(module, 'maxPool', {
    begin: Number.NEGATIVE_INFINITY,
    next: (floats, largest, x) => floats.max(largest, x),
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, x, window) => run(x, out, window, [out, x])
  }
}
