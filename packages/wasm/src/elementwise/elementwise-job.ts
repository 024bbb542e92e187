import type { I32, Statement } from '../emit/code.ts'
import { choose, type Local, loopWhile, set, when } from '../emit/control.ts'
import { copyBytes, loads, stores } from '../emit/memory.ts'
import { locals, type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { BLOCK, type ElementBytes, emitBlocks, fromOf, stepOf, type WriteBlock } from './block16.ts'
import { COLUMN, DENSE, ROW } from './broadcast.ts'

/** Elements of a chunk. */
export const CHUNK_ELEMENTS = 8192

const kindOf = (at: number): string => `kind${at}`
const times = (a: I32, bytes: ElementBytes): I32 => (bytes === 4 ? i32.shl(a, i32.const(2)) : a)

/**
 * The job of an elementwise kernel: { to, n, period }, then for each operand { address, kind }. A chunk goes through its rows.
 * Operands that do not move are spread over a turn in scratch memory; what is left of a row is brought there too, and the result back,
 * so that the expression is written once and nothing is read or written beyond the tensors.
 */
export function emitElementwiseJob(
  module: Module,
  name: string,
  out: ElementBytes,
  operands: readonly ElementBytes[],
  write: WriteBlock,
): Job {
  const turns = emitBlocks(module, `${name}_turns`, out, operands, write)
  const parameters: Record<string, 'i32'> = { to: 'i32', n: 'i32', period: 'i32' }
  for (const at of operands.keys()) Object.assign(parameters, { [fromOf(at)]: 'i32', [kindOf(at)]: 'i32' })
  return emitJob(module, name, parameters, (given, chunk, scratch, local) => {
    const p = given as Readonly<Record<string, Local<'i32'>>>
    const [base, n, period] = [p['to']!, p['n']!, p['period']!]
    const v = locals(local, {
      at: 'i32',
      end: 'i32',
      row: 'i32',
      within: 'i32',
      length: 'i32',
      whole: 'i32',
      rest: 'i32',
      to: 'i32',
    })
    const froms = operands.map(() => local('i32'))
    const steps = operands.map(() => local('i32'))
    const spread = (at: number): I32 => i32.add(scratch, i32.const(128 * at))
    const beside = (at: number): I32 => i32.add(scratch, i32.const(128 * at + 64))
    const result = beside(operands.length)
    const moves = (at: number): I32 => i32.leU(p[kindOf(at)]!, i32.const(ROW))
    const index = (at: number): I32 => {
      const is = (kind: number): I32 => i32.eq(p[kindOf(at)]!, i32.const(kind))
      return choose(is(DENSE), v.at, choose(is(ROW), v.within, choose(is(COLUMN), v.row, i32.const(0))))
    }
    const begin = (bytes: ElementBytes, at: number): Statement[] => [
      set(froms[at]!, i32.add(p[fromOf(at)]!, times(index(at), bytes))),
      set(steps[at]!, i32.const(BLOCK * bytes)),
      when(i32.eqz(moves(at)), [
        ...vectors(bytes, (offset) =>
          stores.v128(spread(at), bytes === 4 ? loads.splat32(froms[at]!) : loads.splat8(froms[at]!), offset),
        ),
        set(froms[at]!, spread(at)),
        set(steps[at]!, i32.const(0)),
      ]),
    ]
    const argumentsOf = (to: I32, count: I32): Record<string, I32> => ({
      to,
      turns: count,
      ...Object.fromEntries(
        operands.flatMap((_, at) => [
          [fromOf(at), froms[at]!],
          [stepOf(at), steps[at]!],
        ]),
      ),
    })
    const bring = (bytes: ElementBytes, at: number): Statement =>
      when(steps[at]!, [
        ...vectors(bytes, (offset) => stores.v128(beside(at), v128.const(0, 0, 0, 0), offset)),
        copyBytes(beside(at), i32.add(froms[at]!, times(v.whole, bytes)), times(v.rest, bytes)),
        set(froms[at]!, beside(at)),
      ])
    return [
      set(v.at, i32.mul(chunk, i32.const(CHUNK_ELEMENTS))),
      set(v.end, minU(i32.add(v.at, i32.const(CHUNK_ELEMENTS)), n)),
      loopWhile(
        i32.ltU(v.at, v.end),
        set(v.row, i32.divU(v.at, period)),
        set(v.within, i32.sub(v.at, i32.mul(v.row, period))),
        set(v.length, minU(i32.sub(v.end, v.at), i32.sub(period, v.within))),
        set(v.whole, i32.and(v.length, i32.const(-BLOCK))),
        set(v.rest, i32.sub(v.length, v.whole)),
        set(v.to, i32.add(base, times(v.at, out))),
        ...operands.flatMap(begin),
        when(v.whole, [run(turns, argumentsOf(v.to, i32.shrU(v.whole, i32.const(4))))]),
        when(v.rest, [
          ...operands.map(bring),
          run(turns, argumentsOf(result, i32.const(1))),
          copyBytes(i32.add(v.to, times(v.whole, out)), result, times(v.rest, out)),
        ]),
        set(v.at, i32.add(v.at, v.length)),
      ),
    ]
  })
}

function vectors(bytes: ElementBytes, statement: (offset: number) => Statement): Statement[] {
  return Array.from({ length: bytes }, (_, vector) => statement(16 * vector))
}
