import type { I32, Statement } from '../emit/code.ts'
import { count, increase, leave, locals, loopWhile, set, when } from '../emit/control.ts'
import { copyBytes, fillBytes, loads, stores } from '../emit/memory.ts'
import { call, type Func, type Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { ARGUMENTS } from '../layout.ts'
import type { ForkFuncs } from '../threads/fork.ts'
import { BRANCH, COPY, END, FILL, FILL_WORDS, LAUNCH, LAUNCH_BYTES, SKIP, WRITE } from './instructions.ts'

const parameters = { at: 'i32', alone: 'i32', patience: 'i32' } as const

/** Emits `replay`: runs the instructions from an address on. Returns 1 at the END, 0 if a thread stopped in a job, as `fork` does. */
export function emitReplay(module: Module, { fork }: Pick<ForkFuncs, 'fork'>): Func<typeof parameters, 'i32'> {
  return module.func(
    'replay',
    parameters,
    (p, local) => {
      const v = locals(local, { code: 'i32', i: 'i32', end: 'i32' })
      const word = (index: number): I32 => loads.i32(p.at, 4 * index)
      const next = (words: number): Statement => increase(p.at, 4 * words)
      const is = (code: number): I32 => i32.eq(v.code, i32.const(code))
      const each: [code: number, body: Statement[]][] = [
        [
          LAUNCH,
          [
            set(v.end, word(4)),
            count(v.i, 0, v.end, 16, stores.v128(v.i, loads.v128(i32.add(p.at, v.i), LAUNCH_BYTES), ARGUMENTS)),
            when(
              i32.eqz(
                call(fork, {
                  tableIndex: word(1),
                  chunks: word(2),
                  alone: i32.or(word(3), p.alone),
                  patience: p.patience,
                }),
              ),
              [leave(i32.const(0))],
            ),
            increase(p.at, i32.add(v.end, i32.const(LAUNCH_BYTES))),
          ],
        ],
        [WRITE, [stores.i32(word(1), word(2)), next(3)]],
        [
          BRANCH,
          [
            set(v.end, i32.const(0)),
            when(i32.geU(loads.i32(word(1)), word(2)), [set(v.end, word(3))]),
            increase(p.at, v.end),
            next(4),
          ],
        ],
        [SKIP, [increase(p.at, word(1)), next(2)]],
        [FILL, [fillBytes(word(1), word(3), word(2)), next(4)]],
        [
          COPY,
          [
            copyBytes(word(1), i32.add(p.at, i32.const(12)), word(2)),
            increase(p.at, i32.and(i32.add(word(2), i32.const(3)), i32.const(-4))),
            next(3),
          ],
        ],
        [
          FILL_WORDS,
          [
            set(v.end, i32.add(word(1), i32.shl(word(2), i32.const(2)))),
            count(v.i, word(1), v.end, 4, stores.i32(v.i, word(3))),
            next(4),
          ],
        ],
      ]
      return {
        body: [
          set(v.code, word(0)),
          loopWhile(
            i32.ne(v.code, i32.const(END)),
            each.reduceRight<Statement[]>((rest, [code, body]) => [when(is(code), body, rest)], [])[0]!,
            set(v.code, word(0)),
          ),
        ],
        result: i32.const(1),
      }
    },
    'i32',
  )
}
