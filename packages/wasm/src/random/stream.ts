import type { Key } from '@thinned/rng'
import { sizeOf, type View } from '@thinned/tensor'
import type { V128 } from '../emit/code.ts'
import { choose, count, locals, set, when } from '../emit/control.ts'
import { copyBytes, loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob } from '../threads/job.ts'
import { withRows } from './row-list.ts'
import { makePair, type Pair, setPair, startWords, threefry } from './threefry.ts'

/** Words of a group, which are the words of eight blocks, and groups in a chunk. */
const GROUP = 32
const CHUNK_GROUPS = 256
/** The last word of the counters of a stream. A mask has 0 and 1. */
const STREAM_D = 2

/** Fills a dense output with elements of a key's stream: from element 32 · `from` on, or each index of axis 0 from the element in the list on. */
export type FillFromStream = (runtime: Runtime, out: View, key: Key, from: number | readonly number[]) => void

/** Emits a kernel that fills a view with the floats of a stream's words. `floatsOf` makes four floats of four words. */
export function emitStream(module: Module, name: string, floatsOf: (words: V128) => V128): FillFromStream {
  const parameters = {
    k0: 'i32',
    k1: 'i32',
    to: 'i32',
    /** The elements of a row, and the groups that they may touch. The output is one row, or has one for each start in a list. */
    n: 'i32',
    groupsInRow: 'i32',
    groups: 'i32',
    first: 'i32',
    /** The address of a list of starts, or 0. */
    starts: 'i32',
  } as const
  const job = emitJob(module, name, parameters, (p, chunk, scratch, local) => {
    const w: [Pair, Pair, Pair, Pair] = [makePair(local), makePair(local), makePair(local), makePair(local)]
    const key = [local('v128'), local('v128'), local('v128')] as const
    const floats = makePair(local)
    const v = locals(local, {
      index: 'i32',
      last: 'i32',
      group: 'i32',
      row: 'i32',
      skipped: 'i32',
      end: 'i32',
      to: 'i32',
      rest: 'i32',
      whole: 'i32',
      block: 'i32',
    })
    const counter = { ...p, block: v.block, rowLow: i32.shrU(v.block, i32.const(29)), rowHigh: i32.const(0) }
    const start = i32.add(p.starts, i32.shl(v.row, i32.const(3)))
    const left = i32.sub(p.n, i32.shl(v.group, i32.const(5)))
    return [
      set(v.index, i32.mul(chunk, i32.const(CHUNK_GROUPS))),
      set(v.last, minU(i32.add(v.index, i32.const(CHUNK_GROUPS)), p.groups)),
      count(
        v.index,
        v.index,
        v.last,
        1,
        set(v.group, v.index),
        set(v.block, i32.add(p.first, v.index)),
        when(p.starts, [
          set(v.row, i32.divU(v.index, p.groupsInRow)),
          set(v.group, i32.sub(v.index, i32.mul(v.row, p.groupsInRow))),
          set(v.skipped, i32.and(loads.i32(start), i32.const(GROUP - 1))),
          set(v.block, i32.or(i32.shrU(loads.i32(start), i32.const(5)), i32.shl(loads.i32(start, 4), i32.const(27)))),
          set(v.block, i32.add(v.block, v.group)),
        ]),
        // The group's first element lies at `end`, before the row where elements are skipped; its elements `skipped` to `rest` are those of the row.
        set(v.end, i32.add(i32.mul(v.row, p.n), i32.sub(i32.shl(v.group, i32.const(5)), v.skipped))),
        set(v.end, i32.add(p.to, i32.shl(v.end, i32.const(2)))),
        set(v.rest, i32.add(left, v.skipped)),
        set(v.rest, choose(i32.gtS(v.rest, i32.const(GROUP)), i32.const(GROUP), v.rest)),
        when(v.group, [set(v.skipped, i32.const(0))]),
        set(v.whole, i32.gtS(i32.sub(v.rest, v.skipped), i32.const(GROUP - 1))),
        set(v.to, choose(v.whole, v.end, scratch)),
        ...startWords(w, key, counter, i32.const(STREAM_D)),
        ...threefry(w, key, makePair(local)),
        ...w.flatMap((pair, j) => [
          ...setPair(floats, (side) => floatsOf(pair[side])),
          stores.v128(v.to, floats[0], 32 * j),
          stores.v128(v.to, floats[1], 32 * j + 16),
        ]),
        when(i32.and(i32.eqz(v.whole), i32.gtS(v.rest, v.skipped)), [
          set(v.skipped, i32.shl(v.skipped, i32.const(2))),
          copyBytes(
            i32.add(v.end, v.skipped),
            i32.add(scratch, v.skipped),
            i32.sub(i32.shl(v.rest, i32.const(2)), v.skipped),
          ),
        ]),
        set(v.skipped, i32.const(0)),
      ),
    ]
  })
  return (runtime, out, key, from) => {
    const isList = typeof from !== 'number'
    const n = sizeOf(isList ? out.shape.slice(1) : out.shape)
    // A row that begins inside a group may touch one group more.
    const groupsInRow = Math.ceil((isList ? n + GROUP - 1 : n) / GROUP)
    const groups = isList ? groupsInRow * from.length : groupsInRow
    const chunks = Math.ceil(groups / CHUNK_GROUPS)
    withRows(runtime, from, (starts) =>
      runtime.launch(job, chunks, key[0], key[1], addressOf(out), n, groupsInRow, groups, isList ? 0 : from, starts),
    )
  }
}
