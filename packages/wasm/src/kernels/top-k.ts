import { sizeOf } from '@thinned/tensor'
import type { Expression, I32, I64 } from '../emit/code.ts'
import { choose, count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { i32, i64, minU } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob, type Job } from '../threads/job.ts'

/**
 * out = the indices of the k largest elements along the last axis, the largest first, and of equal ones the first. An element and its index
 * make an integer of 64 bits, which is larger for a larger element and for a lower index. A heap with the least on top keeps the k largest
 * integers, and gives them from last to first.
 */
export const topK: EmitKernel<'topK'> = (module) => {
  const floats = emitTopK(module, 'topK', orderOfFloat)
  const integers = emitTopK(module, 'topK_int32', (bits) => bits)
  const withReadable = emitWithReadable(module)
  return (runtime, out, x) => {
    const [k, n] = [out.shape.at(-1)!, x.shape.at(-1)!]
    const rows = sizeOf(out.shape) / k
    if (!(rows > 0)) return
    const rowsInChunk = Math.ceil(rows / Math.min(rows, 4 * runtime.threads))
    const chunks = Math.ceil(rows / rowsInChunk)
    withReadable(runtime, [x], (dense) =>
      runtime.withScratch(8 * k * chunks, (heaps) =>
        runtime.launch(
          x.dtype === 'int32' ? integers : floats,
          chunks,
          addressOf(out),
          addressOf(dense!),
          heaps,
          rows,
          rowsInChunk,
          n,
          k,
        ),
      ),
    )
  }
}

/** The order of a float, from its bits, as an integer: −0 equals 0, and NaN is the largest. */
function orderOfFloat(bits: I32): I32 {
  const magnitude = i32.and(bits, i32.const(0x7fffffff))
  const ordered = i32.xor(bits, i32.shrU(i32.shrS(bits, i32.const(31)), i32.const(1)))
  const number = choose(i32.eqz(magnitude), i32.const(0), ordered)
  return choose(i32.gtU(magnitude, i32.const(0x7f800000)), i32.const(0x7fffffff), number)
}

const ALL = i32.const(-1)

function emitTopK(module: Module, name: string, orderOf: (bits: I32) => I32): Job {
  const sink = emitSink(module)
  const parameters = {
    to: 'i32',
    from: 'i32',
    heaps: 'i32',
    rows: 'i32',
    rowsInChunk: 'i32',
    n: 'i32',
    k: 'i32',
  } as const
  return emitJob(module, name, parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      row: 'i32',
      last: 'i32',
      heap: 'i32',
      address: 'i32',
      bits: 'i32',
      i: 'i32',
      next: 'i64',
    })
    const readNext = [
      set(v.bits, loads.i32(v.address)),
      set(v.next, i64.or(i64.shl(i64.extendS(orderOf(v.bits)), i64.const(32n)), i64.extendU(i32.xor(v.i, ALL)))),
      increase(v.address, 4),
    ]
    const entry = (i: I32): I32 => i32.add(v.heap, i32.shl(i, i32.const(3)))
    const put = (i: I32, size: I32, value: I64) => run(sink, { heap: v.heap, index: i, size, value })
    return [
      set(v.heap, i32.add(p.heaps, i32.mul(chunk, i32.shl(p.k, i32.const(3))))),
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.rows)),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.address, i32.add(p.from, i32.shl(i32.mul(v.row, p.n), i32.const(2)))),
        count(v.i, 0, p.k, 1, ...readNext, stores.i64(entry(v.i), v.next)),
        set(v.i, i32.shrU(p.k, i32.const(1))),
        loopWhile(v.i, increase(v.i, -1), put(v.i, p.k, loads.i64(entry(v.i)))),
        count(
          v.i,
          p.k,
          p.n,
          1,
          ...readNext,
          when(i64.gtS(v.next, loads.i64(v.heap)), [put(i32.const(0), p.k, v.next)]),
        ),
        set(v.i, p.k),
        set(v.address, i32.add(p.to, i32.shl(i32.mul(i32.add(v.row, i32.const(1)), p.k), i32.const(2)))),
        loopWhile(
          v.i,
          increase(v.i, -1),
          increase(v.address, -4),
          stores.i32(v.address, i32.xor(i32.wrap(loads.i64(v.heap)), ALL)),
          put(i32.const(0), v.i, loads.i64(entry(v.i))),
        ),
      ),
    ]
  })
}

const sinkParameters = { heap: 'i32', index: 'i32', size: 'i32', value: 'i64' } as const

/** Emits `sink`: puts a value at an index of a heap of `size` with the least on top, and moves it down to its position. */
function emitSink(module: Module): Func<typeof sinkParameters, 'void'> {
  return module.once('sink', () =>
    module.func('sink', sinkParameters, (p, local) => {
      const v = locals(local, { child: 'i32', low: 'i64', right: 'i64' })
      const entry = (i: I32): I32 => i32.add(p.heap, i32.shl(i, i32.const(3)))
      const sinks: Expression<'i32'> = i64.gtS(p.value, v.low)
      return [
        set(v.child, i32.add(i32.shl(p.index, i32.const(1)), i32.const(1))),
        loopWhile(
          i32.ltU(v.child, p.size),
          set(v.low, loads.i64(entry(v.child))),
          when(i32.ltU(i32.add(v.child, i32.const(1)), p.size), [
            set(v.right, loads.i64(entry(v.child), 8)),
            when(i64.gtS(v.low, v.right), [set(v.low, v.right), increase(v.child, 1)]),
          ]),
          when(
            sinks,
            [
              stores.i64(entry(p.index), v.low),
              set(p.index, v.child),
              set(v.child, i32.add(i32.shl(v.child, i32.const(1)), i32.const(1))),
            ],
            [set(v.child, p.size)],
          ),
        ),
        stores.i64(entry(p.index), p.value),
      ]
    }),
  )
}
