import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Cannot, Peak, Prepared, Ready, Released, Repeated, Request } from './messages.ts'

/** How a process is started. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Where it runs. Default: where this process does. */
  readonly cwd?: string
}

/** A implementation's process. */
export interface Client {
  readonly pid: number
  readonly versions: Readonly<Record<string, string>>
  prepare(workload: string, options: { trainingSteps: number; folder: string }): Promise<Prepared>
  repeat(workload: string, times: number): Promise<number>
  release(workload: string): Promise<Released>
  /** Bytes of the largest resident size so far. */
  peak(): Promise<number>
  stop(): Promise<void>
}

/** Lines of a process that are kept, in case it dies: what they say last of an error, its own error repeats. */
const LAST_WORDS = 50

/** Starts a process and waits until it is ready; throws, with its last words, where it ends instead. */
export async function startClient({ program, args, env, cwd }: Command): Promise<Client> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    cwd,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  })
  const { next, ended } = listen(child)
  const ask = async (request: Request): Promise<unknown> => {
    child.stdin!.write(`${JSON.stringify(request)}\n`)
    return next()
  }
  const { versions } = (await next()) as Ready
  return {
    pid: child.pid!,
    versions,
    prepare: async (workload, options) => (await ask({ prepare: workload, ...options })) as Prepared,
    repeat: async (workload, times) => ((await ask({ repeat: workload, times })) as Repeated).milliseconds,
    release: async (workload) => (await ask({ release: workload })) as Released,
    peak: async () => ((await ask({ peak: true })) as Peak).bytes,
    stop() {
      child.stdin!.end()
      return ended
    },
  }
}

/** The answers of a process, one by one; the end of the process is an error for whoever waits. */
function listen(child: ChildProcess): { next(): Promise<unknown>; ended: Promise<void> } {
  const waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = []
  const early: string[] = []
  const words: string[] = []
  let end: Error | undefined
  const take = (line: string): void => {
    const answer = JSON.parse(line) as object
    const { resolve, reject } = waiting.shift()!
    if ('cannot' in answer) reject(new Error((answer as Cannot).cannot))
    else resolve(answer)
  }
  const fail = (error: Error): void => {
    end ??= error
    for (const { reject } of waiting.splice(0)) reject(end)
  }
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
    if (waiting.length > 0) take(line)
    else early.push(line)
  })
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (line.trim() !== '') words.push(line.trim())
    if (words.length > LAST_WORDS) words.shift()
  })
  child.stdin!.on('error', fail)
  child.on('error', fail)
  const ended = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      const word = words.findLast((line) => /\b\w*Error\b/.test(line)) ?? words.at(-1)
      fail(new Error(`its process ended (${signal ?? `exit code ${code}`})${word ? `: ${word}` : ''}`))
      resolve()
    })
    child.on('error', () => resolve())
  })
  return {
    ended,
    next: () =>
      new Promise((resolve, reject) => {
        if (end) return reject(end)
        waiting.push({ resolve, reject })
        const line = early.shift()
        if (line !== undefined) take(line)
      }),
  }
}
