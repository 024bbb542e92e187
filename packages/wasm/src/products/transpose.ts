import type { I32 } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** Rows of the output in a chunk: a cache line of each input row. */
export const TRANSPOSED_ROWS = 16

/** Emits the job to[row][column] = from[column][row] for elements of 32 bits. `fromStep`: bytes from column to column of `from`. */
export function emitTranspose(module: Module): Job {
  const parameters = { from: 'i32', fromStep: 'i32', to: 'i32', rows: 'i32', columns: 'i32' } as const
  return module.once('transpose', () =>
    emitJob(module, 'transpose', parameters, (p, chunk, _, local) => {
      const { first, row, last, column, toStep, read, write } = locals(local, {
        first: 'i32',
        row: 'i32',
        last: 'i32',
        column: 'i32',
        toStep: 'i32',
        read: 'i32',
        write: 'i32',
      })
      const inputs = locals(local, { a: 'v128', b: 'v128', c: 'v128', d: 'v128' })
      const pairs = locals(local, { ab: 'v128', AB: 'v128', cd: 'v128', CD: 'v128' })
      const low = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
      const high = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]
      const front = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]
      const back = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31]
      const element = (base: I32, a: I32, step: I32, b: I32): I32 =>
        i32.add(base, i32.add(i32.mul(a, step), i32.shl(b, i32.const(2))))
      const single = stores.i32(element(p.to, row, toStep, column), loads.i32(element(p.from, column, p.fromStep, row)))
      const next = (pointer: typeof read, by: I32) => increase(pointer, by)
      return [
        set(first, i32.mul(chunk, i32.const(TRANSPOSED_ROWS))),
        set(last, minU(i32.add(first, i32.const(TRANSPOSED_ROWS)), p.rows)),
        set(toStep, i32.shl(p.columns, i32.const(2))),
        loopWhile(
          i32.leU(i32.add(column, i32.const(4)), p.columns),
          set(row, first),
          loopWhile(
            i32.leU(i32.add(row, i32.const(4)), last),
            set(read, element(p.from, column, p.fromStep, row)),
            set(inputs.a, loads.v128(read)),
            next(read, p.fromStep),
            set(inputs.b, loads.v128(read)),
            next(read, p.fromStep),
            set(inputs.c, loads.v128(read)),
            next(read, p.fromStep),
            set(inputs.d, loads.v128(read)),
            set(pairs.ab, v128.shuffle(inputs.a, inputs.b, low)),
            set(pairs.AB, v128.shuffle(inputs.a, inputs.b, high)),
            set(pairs.cd, v128.shuffle(inputs.c, inputs.d, low)),
            set(pairs.CD, v128.shuffle(inputs.c, inputs.d, high)),
            set(write, element(p.to, row, toStep, column)),
            stores.v128(write, v128.shuffle(pairs.ab, pairs.cd, front)),
            next(write, toStep),
            stores.v128(write, v128.shuffle(pairs.ab, pairs.cd, back)),
            next(write, toStep),
            stores.v128(write, v128.shuffle(pairs.AB, pairs.CD, front)),
            next(write, toStep),
            stores.v128(write, v128.shuffle(pairs.AB, pairs.CD, back)),
            increase(row, 4),
          ),
          loopWhile(
            i32.ltU(row, last),
            ...[0, 1, 2, 3].flatMap(() => [single, increase(column, 1)]),
            increase(column, -4),
            increase(row, 1),
          ),
          increase(column, 4),
        ),
        loopWhile(i32.ltU(column, p.columns), count(row, first, last, 1, single), increase(column, 1)),
      ]
    }),
  )
}
