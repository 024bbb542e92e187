import { sizeOf } from '@thinned/tensor'
import { count, increase, locals, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { call } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitLargest, storeEight, sumOfExponentials } from '../softmax/rows.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

/** The approximate number of elements in a chunk. */
const CHUNK_ELEMENTS = 512

/** out = e^(x − largest) / Σ e^(x − largest) along the last axis. */
export const softmax: EmitKernel<'softmax'> = (module) => {
  const largestOf = emitLargest(module)
  const rowParameters = { from: 'i32', n: 'i32', scratch: 'i32', to: 'i32', largest: 'f32' } as const
  const exponentials = module.func(
    'exponentials',
    rowParameters,
    (p, local) => {
      const { steps, total } = sumOfExponentials(p, local, {
        each: (terms, floats) => storeEight(p.to, terms, floats, p.scratch, local),
      })
      return { body: steps, result: total }
    },
    'f32',
  )
  const parameters = { to: 'i32', from: 'i32', rows: 'i32', rowsInChunk: 'i32', n: 'i32' } as const
  const job = emitJob(module, 'softmax', parameters, (p, chunk, scratch, local) => {
    const v = locals(local, { row: 'i32', last: 'i32', offset: 'i32', rest: 'i32', total: 'f32', totals: 'v128' })
    // Both follow v.offset, the bytes before the row, which the division moves on to the next row.
    const from = i32.add(p.from, v.offset)
    const row = { from, n: p.n }
    const target = i32.add(p.to, v.offset)
    return [
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.rows)),
      set(v.offset, i32.shl(i32.mul(v.row, p.n), i32.const(2))),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.total, call(exponentials, { ...row, scratch, to: target, largest: call(largestOf, row) })),
        set(v.totals, f32x4.splat(v.total)),
        set(v.rest, p.n),
        loopWhile(
          i32.geU(v.rest, i32.const(4)),
          stores.v128(target, f32x4.div(loads.v128(target), v.totals)),
          increase(v.offset, 16),
          increase(v.rest, -4),
        ),
        loopWhile(
          v.rest,
          stores.f32(target, f32.div(loads.f32(target), v.total)),
          increase(v.offset, 4),
          increase(v.rest, -1),
        ),
      ),
    ]
  })
  const withReadable = emitWithReadable(module)
  return (runtime, out, x) => {
    const size = sizeOf(x.shape)
    if (size === 0) return
    const n = x.shape.at(-1)!
    const rowsInChunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / n))
    withReadable(runtime, [x], (dense) =>
      runtime.launch(
        job,
        Math.ceil(size / n / rowsInChunk),
        addressOf(out),
        addressOf(dense!),
        size / n,
        rowsInChunk,
        n,
      ),
    )
  }
}
