import type { I32, I64 } from '../emit/code.ts'
import { choose, count, drop, increase, leave, locals, loopWhile, repeatWhile, set, when } from '../emit/control.ts'
import { atomic, loads, stores } from '../emit/memory.ts'
import { call, type Func, type Module, runAt } from '../emit/module.ts'
import { i32, i64, minU } from '../emit/scalar.ts'
import { DONE, EXECUTED, JOB, LINKED, NEXT, PARKED, SCRATCH, SCRATCH_BYTES, THREADS, TICKET, WAKE } from '../layout.ts'

/**
 * How often an idle worker looks for a job before it sleeps. A look is LOOKS polls, about a microsecond; to wake a worker takes some forty, half of
 * them of the caller. The more jobs it has seen since it woke, the sooner the next one comes: so it looks more often.
 */
const LOOK = { first: 30, more: 15, most: 300 } as const
const LOOKS = 1500

/** How many sleeping threads a thread wakes. Each takes the caller some 20 µs, so those that are awake wake the rest. */
const WOKEN = 2

const zero = i32.const(0)
const word = (address: number): [I32, number] => [zero, address]
const load = (address: number) => atomic.load32(...word(address))

/** The parameters of every job's function: the number of a chunk, and the address of the thread's scratch memory. */
export const chunkParameters = { chunk: 'i32', scratch: 'i32' } as const
export type ChunkFunc = Func<typeof chunkParameters, 'void'>

export interface ForkFuncs {
  /** Runs a job. Returns 1 when all chunks are done, 0 if a thread has not finished its chunk after `patience` polls. */
  readonly fork: Func<{ tableIndex: 'i32'; chunks: 'i32'; alone: 'i32'; patience: 'i32' }, 'i32'>
  /** The loop of a worker that has so many modules: runs chunks of jobs, sleeps between jobs, returns when there are more modules. */
  readonly work: Func<{ thread: 'i32'; linked: 'i32' }, 'void'>
}

/**
 * Emits fork and join. The ticket holds the job's epoch and its number of chunks. Each thread owns a range of the chunks, the same for all
 * jobs of so many chunks, so what it writes is often in its cache when it reads it in the next job. When its range is taken, it takes chunks
 * of the others'. A range's word holds an epoch and the next chunk; a chunk is taken by one compare-and-exchange of the word, which fails if
 * another thread was first. A job ends when all its chunks are done. So where a word has an older epoch than a ticket, and the range has
 * chunks, that ticket is the present one: a late thread takes nothing of a job that has ended. Then the thread reads the job's arguments,
 * which stay until the chunk is done. It says how many it has done once, when none is left.
 *
 * The caller runs chunks, too. It waits for chunks, not for workers, so a worker that sleeps, is late or has ended delays nothing. Nor does
 * one that lacks a module: it reads LINKED between the ticket and the exchange. What a job needs was counted there before the job had a
 * ticket. Each thread that wakes up wakes two others, so the caller need not wake all.
 */
export function emitFork(module: Module): ForkFuncs {
  const idle = (ticket: I64): I32 => i64.eq(atomic.load64(...word(TICKET)), ticket)
  const signature = module.signature(['i32', 'i32'], [])
  // Returns the ticket of whose chunks none is left.
  const runChunks = module.func(
    'runChunks',
    { thread: 'i32', linked: 'i32' },
    ({ thread, linked }, local) => {
      const v = locals(local, {
        ticket: 'i64',
        epoch: 'i64',
        seen: 'i64',
        scratch: 'i32',
        threads: 'i32',
        looked: 'i32',
        owner: 'i32',
        range: 'i32',
        next: 'i32',
        end: 'i32',
        done: 'i32',
      })
      const low = (value: I64): I32 => i32.and(i32.wrap(value), i32.const(0xfffff))
      const high = (value: I64): I64 => i64.shrU(value, i64.const(20n))
      const firstOf = (owner: I32): I32 =>
        i32.divU(i32.add(i32.mul(owner, low(v.ticket)), i32.sub(v.threads, i32.const(1))), v.threads)
      const look = [
        set(v.seen, atomic.load64(v.range, NEXT)),
        set(v.next, choose(i64.eq(high(v.seen), v.epoch), low(v.seen), firstOf(v.owner))),
        when(i64.gtS(high(v.seen), v.epoch), [set(v.next, v.end)]),
      ]
      const taken = i64.or(i64.shl(v.epoch, i64.const(20n)), i64.extendU(i32.add(v.next, i32.const(1))))
      const rangeOf = (thread: I32): I32 => i32.add(i32.const(EXECUTED), i32.mul(thread, i32.const(128)))
      return {
        body: [
          set(v.scratch, i32.add(i32.const(SCRATCH), i32.mul(thread, i32.const(SCRATCH_BYTES)))),
          set(v.ticket, atomic.load64(...word(TICKET))),
          set(v.epoch, high(v.ticket)),
          set(v.threads, loads.i32(zero, THREADS)),
          set(v.owner, thread),
          count(
            v.looked,
            0,
            v.threads,
            1,
            set(v.range, rangeOf(v.owner)),
            set(v.end, firstOf(i32.add(v.owner, i32.const(1)))),
            ...look,
            loopWhile(
              i32.and(i32.ltU(v.next, v.end), i32.geU(linked, load(LINKED))),
              when(i64.eq(atomic.compareExchange64(v.range, v.seen, taken, NEXT), v.seen), [
                runAt(loads.i32(zero, JOB), [v.next, v.scratch], signature),
                increase(v.done, 1),
              ]),
              ...look,
            ),
            increase(v.owner, 1),
            when(i32.eq(v.owner, v.threads), [set(v.owner, zero)]),
          ),
          when(v.done, [
            set(v.range, rangeOf(thread)),
            stores.i32(v.range, i32.add(loads.i32(v.range), v.done)),
            drop(atomic.add32(zero, v.done, DONE)),
          ]),
        ],
        result: v.ticket,
      }
    },
    'i64',
  )

  const fork = module.func(
    'fork',
    { tableIndex: 'i32', chunks: 'i32', alone: 'i32', patience: 'i32' },
    ({ tableIndex, chunks, alone, patience }, local) => {
      const chunk = local('i32')
      const epoch = i64.add(i64.shrU(atomic.load64(...word(TICKET)), i64.const(20n)), i64.const(1n))
      const scratch = i32.const(SCRATCH)
      return {
        body: [
          when(alone, [
            loopWhile(i32.ltU(chunk, chunks), runAt(tableIndex, [chunk, scratch], signature), increase(chunk, 1)),
            leave(i32.const(1)),
          ]),
          stores.i32(zero, tableIndex, JOB),
          atomic.store32(zero, zero, DONE),
          atomic.store64(zero, i64.or(i64.shl(epoch, i64.const(20n)), i64.extendU(chunks)), TICKET),
          drop(atomic.add32(zero, i32.const(1), WAKE)),
          when(load(PARKED), [drop(atomic.notify(zero, minU(i32.sub(chunks, i32.const(1)), i32.const(WOKEN)), WAKE))]),
          drop(call(runChunks, { thread: zero, linked: i32.const(-1) })),
          loopWhile(i32.and(i32.ltU(load(DONE), chunks), i32.ne(patience, zero)), increase(patience, -1)),
        ],
        result: choose(i32.eq(load(DONE), chunks), i32.const(1), zero),
      }
    },
    'i32',
  )

  // Whether no job comes in some polls. A function of its own, because V8 optimizes no loop that runs for ever, such as that of `work`.
  const isIdle = module.func(
    'isIdle',
    { ticket: 'i64' },
    ({ ticket }, local) => {
      const left = local('i32')
      return {
        body: [set(left, i32.const(LOOKS)), loopWhile(i32.and(idle(ticket), i32.ne(left, zero)), increase(left, -1))],
        result: idle(ticket),
      }
    },
    'i32',
  )

  const work = module.func('work', { thread: 'i32', linked: 'i32' }, ({ thread, linked }, local) => {
    const [looks, left, seen, ticket] = [local('i32'), local('i32'), local('i32'), local('i64')]
    const wakeOthers = drop(atomic.notify(zero, i32.const(WOKEN), WAKE))
    return [
      set(looks, i32.const(LOOK.first)),
      repeatWhile(
        i32.const(1),
        set(ticket, call(runChunks, { thread, linked })),
        when(i32.ltU(linked, load(LINKED)), [leave()]),
        set(left, looks),
        loopWhile(i32.and(call(isIdle, { ticket }), i32.ne(left, zero)), increase(left, -1)),
        set(looks, minU(i32.add(looks, i32.const(LOOK.more)), i32.const(LOOK.most))),
        when(idle(ticket), [
          drop(atomic.add32(zero, i32.const(1), PARKED)),
          set(seen, load(WAKE)),
          when(idle(ticket), [drop(atomic.wait32(zero, seen, i64.const(-1n), WAKE))]),
          drop(atomic.add32(zero, i32.const(-1), PARKED)),
          when(i32.and(i32.eqz(idle(ticket)), i32.ne(load(PARKED), zero)), [wakeOthers]),
          set(looks, i32.const(LOOK.first)),
        ]),
      ),
    ]
  })
  return { fork, work }
}
