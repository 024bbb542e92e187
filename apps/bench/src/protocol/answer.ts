import type { Cannot, Peak, Prepared, Released, Repeated, Request } from './messages.ts'

/** What `prepare` makes of a workload: everything is in place, and `run` does it so many times. */
export interface PreparedWorkload {
  run(times: number): void | Promise<void>
  readonly note?: string
  /** The share of the workload that one run does, where all of it would take minutes. Default 1. */
  readonly share?: number
  /** Frees what it holds. */
  free?(): void
}

/** Reads one of the files of data that the bench wrote. */
export type ReadFile = (name: string) => Promise<Uint8Array>

export interface PrepareOptions {
  /** Steps that a network is trained before it is measured. */
  readonly trainingSteps: number
  readonly read: ReadFile
}

export type Prepare = (options: PrepareOptions) => PreparedWorkload | Promise<PreparedWorkload>

export type Reply = Prepared | Repeated | Released | Peak | Cannot

/** What a implementation can do, and where it runs. */
export interface Abilities {
  readonly workloads: Readonly<Record<string, Prepare>>
  /** Told after each workload, and before it is first run: what was counted since. */
  released?(): Released
  /** A reader of files in a folder of the bench. */
  reader(folder: string): ReadFile
  /** Bytes of the largest resident size so far. */
  peak(): number
}

/** A workload that does the same thing again and again; a promise is waited for before the next time. */
export function timesOf(once: () => unknown, rest: Omit<PreparedWorkload, 'run'> = {}): PreparedWorkload {
  return {
    ...rest,
    async run(times) {
      for (let i = 0; i < times; i++) {
        const pending = once()
        if (pending instanceof Promise) await pending
      }
    },
  }
}

/** Answers requests, wherever they come from; what fails is answered with the reason. */
export function answerer({
  workloads,
  released = () => ({ note: '' }),
  reader,
  peak,
}: Abilities): (request: Request) => Promise<Reply> {
  const prepared = new Map<string, PreparedWorkload>()
  const workOf = (name: string): PreparedWorkload => prepared.get(name) ?? refuse(`${name} was not prepared`)
  const answer = async (request: Request): Promise<Reply> => {
    if ('prepare' in request) {
      const prepare = workloads[request.prepare] ?? refuse('it has no such operation')
      const workload = await prepare({ trainingSteps: request.trainingSteps, read: reader(request.folder) })
      prepared.set(request.prepare, workload)
      released() // what preparing needed does not count
      return { note: workload.note ?? '', share: workload.share ?? 1 }
    }
    if ('repeat' in request) {
      const { run } = workOf(request.repeat)
      const began = performance.now()
      await run(request.times)
      return { milliseconds: performance.now() - began }
    }
    if ('release' in request) {
      workOf(request.release).free?.()
      prepared.delete(request.release)
      return released()
    }
    return { bytes: peak() }
  }
  return async (request) => {
    try {
      return await answer(request)
    } catch (error) {
      return { cannot: error instanceof Error ? error.message : String(error) }
    }
  }
}

function refuse(why: string): never {
  throw new Error(why)
}
