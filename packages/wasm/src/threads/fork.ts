import type { I32 } from '../emit/code.ts'
import { choose, drop, increase, leave, loopWhile, repeatWhile, set, when } from '../emit/control.ts'
import { atomic, loads, stores } from '../emit/memory.ts'
import { type Func, type Module, run, runAt } from '../emit/module.ts'
import { i32, i64, minU } from '../emit/scalar.ts'
import { DONE, EXECUTED, JOB, LINKED, PARKED, SCRATCH, SCRATCH_BYTES, TICKET, WAKE } from '../layout.ts'

/**
 * How often an idle worker polls for a job before it sleeps: a thousand polls take about a microsecond, and to wake it takes some forty, half of
 * them of the caller. The more jobs it has seen since it woke, the sooner the next one comes: so it polls longer.
 */
const POLLS = { first: 20_000, more: 10_000, most: 240_000 } as const

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
 * Emits fork and join over dynamic chunks. One word, the ticket, holds the job's epoch, its number of chunks and the next chunk. A thread
 * takes a chunk by one compare-and-exchange of the ticket, which fails if the job has changed. Then it reads the job's arguments, which
 * stay until the chunk is done. The caller runs chunks, too. It waits for chunks, not for workers, so a worker that sleeps, is late or
 * has ended delays nothing. Nor does one that lacks a module: it reads LINKED between the ticket and the exchange. What a job needs was
 * counted there before the job had a ticket, and if the exchange succeeds, the ticket was that job's all along.
 */
export function emitFork(module: Module): ForkFuncs {
  const signature = module.signature(['i32', 'i32'], [])
  const runChunks = module.func('runChunks', { thread: 'i32', linked: 'i32' }, ({ thread, linked }, local) => {
    const [ticket, scratch, executed] = [local('i64'), local('i32'), local('i32')]
    const next = i32.and(i32.wrap(ticket), i32.const(0xfffff))
    const total = i32.and(i32.wrap(i64.shrU(ticket, i64.const(20n))), i32.const(0xfffff))
    return [
      set(scratch, i32.add(i32.const(SCRATCH), i32.mul(thread, i32.const(SCRATCH_BYTES)))),
      set(executed, i32.add(i32.const(EXECUTED), i32.mul(thread, i32.const(128)))),
      set(ticket, atomic.load64(...word(TICKET))),
      loopWhile(
        i32.and(i32.ltU(next, total), i32.geU(linked, load(LINKED))),
        when(i64.eq(atomic.compareExchange64(zero, ticket, i64.add(ticket, i64.const(1n)), TICKET), ticket), [
          runAt(loads.i32(zero, JOB), [next, scratch], signature),
          stores.i32(executed, i32.add(loads.i32(executed), i32.const(1))),
          drop(atomic.add32(zero, i32.const(1), DONE)),
        ]),
        set(ticket, atomic.load64(...word(TICKET))),
      ),
    ]
  })

  const fork = module.func(
    'fork',
    { tableIndex: 'i32', chunks: 'i32', alone: 'i32', patience: 'i32' },
    ({ tableIndex, chunks, alone, patience }, local) => {
      const [chunk, epoch] = [local('i32'), local('i64')]
      const scratch = i32.const(SCRATCH)
      return {
        body: [
          when(alone, [
            loopWhile(i32.ltU(chunk, chunks), runAt(tableIndex, [chunk, scratch], signature), increase(chunk, 1)),
            leave(i32.const(1)),
          ]),
          stores.i32(zero, tableIndex, JOB),
          atomic.store32(zero, zero, DONE),
          set(
            epoch,
            i64.shl(i64.add(i64.shrU(atomic.load64(...word(TICKET)), i64.const(40n)), i64.const(1n)), i64.const(40n)),
          ),
          atomic.store64(zero, i64.or(epoch, i64.shl(i64.extendU(chunks), i64.const(20n))), TICKET),
          drop(atomic.add32(zero, i32.const(1), WAKE)),
          when(load(PARKED), [drop(atomic.notify(zero, i32.const(-1), WAKE))]),
          run(runChunks, { thread: zero, linked: i32.const(-1) }),
          loopWhile(i32.and(i32.ltU(load(DONE), chunks), i32.ne(patience, zero)), increase(patience, -1)),
        ],
        result: choose(i32.eq(load(DONE), chunks), i32.const(1), zero),
      }
    },
    'i32',
  )

  const work = module.func('work', { thread: 'i32', linked: 'i32' }, ({ thread, linked }, local) => {
    const [polls, left, seen, ticket] = [local('i32'), local('i32'), local('i32'), local('i64')]
    const idle = i32.geU(
      i32.and(i32.wrap(ticket), i32.const(0xfffff)),
      i32.and(i32.wrap(i64.shrU(ticket, i64.const(20n))), i32.const(0xfffff)),
    )
    const poll = set(ticket, atomic.load64(...word(TICKET)))
    return [
      set(polls, i32.const(POLLS.first)),
      repeatWhile(
        i32.const(1),
        run(runChunks, { thread, linked }),
        when(i32.ltU(linked, load(LINKED)), [leave()]),
        set(left, polls),
        poll,
        loopWhile(i32.and(idle, i32.ne(left, zero)), increase(left, -1), poll),
        set(polls, minU(i32.add(polls, i32.const(POLLS.more)), i32.const(POLLS.most))),
        when(idle, [
          drop(atomic.add32(zero, i32.const(1), PARKED)),
          set(seen, load(WAKE)),
          poll,
          when(idle, [drop(atomic.wait32(zero, seen, i64.const(-1n), WAKE))]),
          drop(atomic.add32(zero, i32.const(-1), PARKED)),
          set(polls, i32.const(POLLS.first)),
        ]),
      ),
    ]
  })
  return { fork, work }
}
