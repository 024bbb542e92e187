import { Worker } from 'node:worker_threads'
import type { PreparedWorkload } from '../protocol/answer.ts'

/** What a worker is given. Words of `control`: rounds begun, rounds finished by all threads together, runs in a round. */
export interface Share {
  readonly workload: string
  readonly threads: number
  readonly control: Int32Array
}

/** The control word that is -1 when the workers shall end. */
const END = -1

/** A limit on several threads at once: a round of runs lasts from the common start to the last one's end. */
export async function onThreads(workload: string, threads: number): Promise<PreparedWorkload> {
  const control = new Int32Array(new SharedArrayBuffer(12))
  const share: Share = { workload, threads, control }
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: share }),
  )
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise((resolve, reject) => {
          worker.once('message', resolve)
          worker.once('error', reject)
        }),
    ),
  )
  let rounds = 0
  return {
    run(times) {
      rounds++
      control[2] = times
      Atomics.store(control, 0, rounds)
      Atomics.notify(control, 0)
      for (;;) {
        const done = Atomics.load(control, 1)
        if (done === rounds * threads) return
        Atomics.wait(control, 1, done)
      }
    },
    free() {
      Atomics.store(control, 0, END)
      Atomics.notify(control, 0)
    },
  }
}

/** The life of a worker: its runs, at each round. */
export function follow({ control }: Share, run: () => void): void {
  for (let seen = 0; ; ) {
    Atomics.wait(control, 0, seen)
    seen = Atomics.load(control, 0)
    if (seen === END) return
    for (let i = control[2]!; i > 0; i--) run()
    Atomics.add(control, 1, 1)
    Atomics.notify(control, 1)
  }
}
