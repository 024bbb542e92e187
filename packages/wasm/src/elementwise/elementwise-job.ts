import type { I32, Statement } from '../emit/code.ts'
import { choose, type Local, locals, loopWhile, set, when } from '../emit/control.ts'
import { copyBytes, loads, stores } from '../emit/memory.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { BLOCK, type ElementBytes, emitBlocks, fromOf, stepOf, type WriteBlock } from './block16.ts'
import { COLUMN, DENSE, ROW } from './broadcast.ts'

/** The number of elements in a chunk. */
export const CHUNK_ELEMENTS = 8192

const kindOf = (index: number): string => `kind${index}`
const times = (a: I32, bytes: ElementBytes): I32 => (bytes === 4 ? i32.shl(a, i32.const(2)) : a)

/**
 * Emits the job of an elementwise kernel. Its arguments are { to, n, period }, then { address, kind } of each operand. A chunk goes over
 * its rows in blocks of 16. A column or scalar operand is repeated over a block in scratch memory. The rest of a row is padded to a block
 * there, and the result copied back. So the expression is emitted once, and no access is outside of the tensors.
 */
export function emitElementwiseJob(
  module: Module,
  name: string,
  out: ElementBytes,
  operands: readonly ElementBytes[],
  write: WriteBlock,
): Job {
  const blocks = emitBlocks(module, `${name}_blocks`, out, operands, write)
  const parameters: Record<string, 'i32'> = { to: 'i32', n: 'i32', period: 'i32' }
  for (const index of operands.keys()) Object.assign(parameters, { [fromOf(index)]: 'i32', [kindOf(index)]: 'i32' })
  return emitJob(module, name, parameters, (values, chunk, scratch, local) => {
    const p = values as Readonly<Record<string, Local<'i32'>>>
    const [base, n, period] = [p['to']!, p['n']!, p['period']!]
    const v = locals(local, {
      index: 'i32',
      end: 'i32',
      row: 'i32',
      within: 'i32',
      length: 'i32',
      blocked: 'i32',
      rest: 'i32',
      to: 'i32',
    })
    const froms = operands.map(() => local('i32'))
    const steps = operands.map(() => local('i32'))
    const splat = (index: number): I32 => i32.add(scratch, i32.const(128 * index))
    const padded = (index: number): I32 => i32.add(scratch, i32.const(128 * index + 64))
    const result = padded(operands.length)
    const advances = (index: number): I32 => i32.leU(p[kindOf(index)]!, i32.const(ROW))
    const startOf = (index: number): I32 => {
      const is = (kind: number): I32 => i32.eq(p[kindOf(index)]!, i32.const(kind))
      return choose(is(DENSE), v.index, choose(is(ROW), v.within, choose(is(COLUMN), v.row, i32.const(0))))
    }
    const begin = (bytes: ElementBytes, index: number): Statement[] => [
      set(froms[index]!, i32.add(p[fromOf(index)]!, times(startOf(index), bytes))),
      set(steps[index]!, i32.const(BLOCK * bytes)),
      when(i32.eqz(advances(index)), [
        ...vectors(bytes, (offset) =>
          stores.v128(splat(index), bytes === 4 ? loads.splat32(froms[index]!) : loads.splat8(froms[index]!), offset),
        ),
        set(froms[index]!, splat(index)),
        set(steps[index]!, i32.const(0)),
      ]),
    ]
    const argumentsOf = (to: I32, count: I32): Record<string, I32> => ({
      to,
      blocks: count,
      ...Object.fromEntries(
        operands.flatMap((_, index) => [
          [fromOf(index), froms[index]!],
          [stepOf(index), steps[index]!],
        ]),
      ),
    })
    const pad = (bytes: ElementBytes, index: number): Statement =>
      when(steps[index]!, [
        ...vectors(bytes, (offset) => stores.v128(padded(index), v128.const(0, 0, 0, 0), offset)),
        copyBytes(padded(index), i32.add(froms[index]!, times(v.blocked, bytes)), times(v.rest, bytes)),
        set(froms[index]!, padded(index)),
      ])
    return [
      set(v.index, i32.mul(chunk, i32.const(CHUNK_ELEMENTS))),
      set(v.end, minU(i32.add(v.index, i32.const(CHUNK_ELEMENTS)), n)),
      loopWhile(
        i32.ltU(v.index, v.end),
        set(v.row, i32.divU(v.index, period)),
        set(v.within, i32.sub(v.index, i32.mul(v.row, period))),
        set(v.length, minU(i32.sub(v.end, v.index), i32.sub(period, v.within))),
        set(v.blocked, i32.and(v.length, i32.const(-BLOCK))),
        set(v.rest, i32.sub(v.length, v.blocked)),
        set(v.to, i32.add(base, times(v.index, out))),
        ...operands.flatMap(begin),
        when(v.blocked, [run(blocks, argumentsOf(v.to, i32.shrU(v.blocked, i32.const(4))))]),
        when(v.rest, [
          ...operands.map(pad),
          run(blocks, argumentsOf(result, i32.const(1))),
          copyBytes(i32.add(v.to, times(v.blocked, out)), result, times(v.rest, out)),
        ]),
        set(v.index, i32.add(v.index, v.length)),
      ),
    ]
  })
}

/** A statement for each vector of a block. */
function vectors(bytes: ElementBytes, statement: (offset: number) => Statement): Statement[] {
  return Array.from({ length: bytes }, (_, vector) => statement(16 * vector))
}
