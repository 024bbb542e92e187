import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { linkCore } from '../src/build.ts'
import { increase, loopWhile, set } from '../src/emit/control.ts'
import { stores } from '../src/emit/memory.ts'
import type { Module } from '../src/emit/module.ts'
import { i32 } from '../src/emit/scalar.ts'
import { EXECUTED, firstFree, NEXT, TICKET } from '../src/layout.ts'
import { Library, Linker } from '../src/linking/linker.ts'
import { type Memory, platform } from '../src/runtime/platform.ts'
import { Runtime } from '../src/runtime/runtime.ts'
import { startWorkers } from '../src/runtime/threads.ts'
import { emitJob, type Job } from '../src/threads/job.ts'

const CHUNKS = 300
const LIMITS = { shared: true, initial: 16, maximum: 64 }

interface Marks {
  readonly runtime: Runtime
  readonly linker: Linker
  readonly memory: Memory
  /** Runs a job whose chunks work for some tenths of a millisecond and then write `mark`. Returns what the chunks wrote. */
  mark(mark: number): Int32Array
}

/** A runtime with two threads, the second of which is not started, and a job that is linked when it first runs. */
function marks(): Marks {
  const memory = new platform.WebAssembly!.Memory(LIMITS)
  const linker = new Linker(memory, LIMITS)
  const exports = linkCore(linker)
  const library = new Library(linker)
  const runtime = new Runtime(exports, memory, LIMITS.maximum, 2)
  const out = firstFree(2)
  const mark = (value: number): Int32Array => {
    runtime.launch(library.once('mark', emitMark), CHUNKS, out, value)
    return runtime.i32.slice(out >> 2, (out >> 2) + CHUNKS)
  }
  return { runtime, linker, memory, mark }
}

function emitMark(module: Module): Job {
  return emitJob(module, 'mark', { out: 'i32', mark: 'i32' }, ({ out, mark }, chunk, _scratch, local) => {
    const i = local('i32')
    return [
      set(i, i32.const(0)),
      loopWhile(i32.ltU(i, i32.const(500_000)), increase(i, 1)),
      stores.i32(i32.add(out, i32.mul(chunk, i32.const(4))), mark),
    ]
  })
}

test('a thread that ends within a chunk causes an error, and later jobs run on the caller', async () => {
  const { runtime, memory, mark } = marks()
  const thief = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     const words = new BigInt64Array(workerData.buffer)
     parentPort.postMessage('looking')
     for (;;) {
       const ticket = Atomics.load(words, workerData.ticket)
       const taken = ticket - (ticket & 0xfffffn) + BigInt(workerData.chunk + 1)
       const seen = Atomics.load(words, workerData.range)
       if (ticket > 0n && seen < taken && Atomics.compareExchange(words, workerData.range, seen, taken) === seen) process.exit()
     }`,
    {
      eval: true,
      workerData: {
        buffer: memory.buffer,
        ticket: TICKET >> 3,
        range: (EXECUTED + 128 + NEXT) >> 3,
        chunk: CHUNKS / 2,
      },
    },
  )
  await once(thief, 'message')
  expect(() => mark(1)).toThrow('A thread of the WASM backend stopped in the middle of mark')
  expect(runtime.lost).toBe('a thread stopped inside mark')
  expect(runtime.threads).toBe(1)
  expect(mark(2)).toEqual(new Int32Array(CHUNKS).fill(2))
}, 120_000)

test('a thread that is killed between jobs is reported, and the caller continues alone', async () => {
  const { runtime, linker, mark } = marks()
  let onLost: (reason: string) => void = () => {}
  const lost = new Promise<string>((resolve) => {
    onLost = resolve
  })
  const [worker] = await startWorkers(linker.memory, 2, (reason) => {
    runtime.continueAlone(reason)
    onLost(reason)
  })
  linker.share((module) => worker!.postMessage(module))
  expect(mark(1)).toEqual(new Int32Array(CHUNKS).fill(1))
  const executed = runtime.i32[(EXECUTED + 128) >> 2]!
  expect(executed).toBeGreaterThan(0)
  void worker!.terminate()
  expect(await lost).toBe('thread 1 ended')
  expect(mark(2)).toEqual(new Int32Array(CHUNKS).fill(2))
  expect(runtime.i32[(EXECUTED + 128) >> 2]).toBe(executed)
})
