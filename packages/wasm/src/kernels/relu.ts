import { sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { choose, increase, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { addressOf } from '../storage.ts'
import { emitJob } from '../threads/job.ts'

export const relu: Definition<'relu'> = (module) => {
  const job = emitJob(module, 'relu', { to: 'i32', from: 'i32', n: 'i32' }, ({ to, from, n }, chunk, _, local) => {
    const [i, end] = [local('i32'), local('i32')]
    const x = local('v128')
    return [
      set(i, i32.mul(chunk, i32.const(4096))),
      set(end, i32.add(i, i32.const(4096))),
      set(end, choose(i32.ltU(end, n), end, n)),
      loopWhile(
        i32.ltU(i, end),
        set(x, loads.v128(i32.add(from, i32.shl(i, i32.const(2))))),
        stores.v128(i32.add(to, i32.shl(i, i32.const(2))), v128.and(x, f32x4.gt(x, f32x4.const(0)))),
        increase(i, 4),
      ),
    ]
  })
  return (runtime) => (out, x) => {
    const n = sizeOf(out.shape)
    runtime.launch(job, Math.ceil(n / 4096), addressOf(out), addressOf(x), n)
  }
}
