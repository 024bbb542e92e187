import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Cannot, Peak, Prepared, Ready, Released, Repeated, Request } from './messages.ts'

/** What `prepare` makes of a work: everything is in place, and `run` does it so many times. */
export interface PreparedWork {
  run(times: number): void | Promise<void>
  readonly note?: string
  /** The share of the work that one run does, where all of it would take minutes. Default 1. */
  readonly share?: number
  /** Frees what it holds. */
  free?(): void
}

export interface PrepareOptions {
  /** Steps that a network is trained before it is measured. */
  readonly trainingSteps: number
  /** Where the bench has put its data. */
  readonly folder: string
}

export type Prepare = (options: PrepareOptions) => PreparedWork | Promise<PreparedWork>

/** A work that does the same thing again and again; a promise is waited for before the next time. */
export function timesOf(once: () => unknown, rest: Omit<PreparedWork, 'run'> = {}): PreparedWork {
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

/** The life of a contender's process: does what it is asked for, until standard input ends. */
export async function serve(
  versions: Readonly<Record<string, string>>,
  works: Readonly<Record<string, Prepare>>,
  released: () => Released = () => ({ note: '' }),
): Promise<void> {
  const prepared = new Map<string, PreparedWork>()
  const workOf = (name: string): PreparedWork => prepared.get(name) ?? refuse(`${name} was not prepared`)
  const answer = async (request: Request): Promise<Prepared | Repeated | Released | Peak> => {
    if ('prepare' in request) {
      const prepare = works[request.prepare] ?? refuse('it has no such operation')
      const work = await prepare(request)
      prepared.set(request.prepare, work)
      released() // what preparing needed does not count
      return { note: work.note ?? '', share: work.share ?? 1 }
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
    return { bytes: process.resourceUsage().maxRSS * 1024 }
  }
  say({ versions })
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      say(await answer(JSON.parse(line) as Request))
    } catch (error) {
      say({ cannot: error instanceof Error ? error.message : String(error) })
    }
  }
  process.exit()
}

function say(message: Ready | Prepared | Repeated | Released | Peak | Cannot): void {
  writeSync(3, `${JSON.stringify(message)}\n`)
}

function refuse(why: string): never {
  throw new Error(why)
}
