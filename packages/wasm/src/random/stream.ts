import type { Key } from '@thinned/rng'
import { sizeOf, type View } from '@thinned/tensor'
import type { V128 } from '../emit/code.ts'
import { count, locals, set, when } from '../emit/control.ts'
import { copyBytes, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob } from '../threads/job.ts'
import { makePair, type Pair, setPair, startWords, threefry } from './threefry.ts'

/** Words of a group, which are the words of eight blocks, and groups in a chunk. */
const GROUP = 32
const CHUNK_GROUPS = 256
/** The last word of the counters of a stream. A mask has 0 and 1. */
const STREAM_D = 2

/** Fills a dense output with the elements of a key's stream, from element 32 · `group` on. */
export type FillFromStream = (runtime: Runtime, out: View, key: Key, group: number) => void

/** Emits a kernel that fills a view with the floats of a stream's words. `floatsOf` makes four floats of four words. */
export function emitStream(module: Module, name: string, floatsOf: (words: V128) => V128): FillFromStream {
  const parameters = { k0: 'i32', k1: 'i32', to: 'i32', n: 'i32', groups: 'i32', first: 'i32' } as const
  const job = emitJob(module, name, parameters, (p, chunk, scratch, local) => {
    const w: [Pair, Pair, Pair, Pair] = [makePair(local), makePair(local), makePair(local), makePair(local)]
    const key = [local('v128'), local('v128'), local('v128')] as const
    const floats = makePair(local)
    const v = locals(local, { group: 'i32', last: 'i32', end: 'i32', to: 'i32', rest: 'i32', block: 'i32' })
    const counter = { ...p, block: v.block, rowLow: i32.shrU(v.block, i32.const(29)), rowHigh: i32.const(0) }
    return [
      set(v.group, i32.mul(chunk, i32.const(CHUNK_GROUPS))),
      set(v.last, minU(i32.add(v.group, i32.const(CHUNK_GROUPS)), p.groups)),
      count(
        v.group,
        v.group,
        v.last,
        1,
        set(v.end, i32.add(p.to, i32.shl(v.group, i32.const(7)))),
        set(v.rest, minU(i32.sub(p.n, i32.mul(v.group, i32.const(GROUP))), i32.const(GROUP))),
        set(v.to, v.end),
        when(i32.ltU(v.rest, i32.const(GROUP)), [set(v.to, scratch)]),
        set(v.block, i32.add(p.first, v.group)),
        ...startWords(w, key, counter, i32.const(STREAM_D)),
        ...threefry(w, key, makePair(local)),
        ...w.flatMap((pair, j) => [
          ...setPair(floats, (side) => floatsOf(pair[side])),
          stores.v128(v.to, floats[0], 32 * j),
          stores.v128(v.to, floats[1], 32 * j + 16),
        ]),
        when(i32.ltU(v.rest, i32.const(GROUP)), [copyBytes(v.end, scratch, i32.shl(v.rest, i32.const(2)))]),
      ),
    ]
  })
  return (runtime, out, key, group) => {
    const n = sizeOf(out.shape)
    const groups = Math.ceil(n / GROUP)
    runtime.launch(job, Math.ceil(groups / CHUNK_GROUPS), key[0], key[1], addressOf(out), n, groups, group)
  }
}
