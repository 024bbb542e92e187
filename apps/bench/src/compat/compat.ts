import { spawnSync } from 'node:child_process'
import { peersFolder } from '../implementations/node-command.ts'
import { type Machine, machine } from '../machine.ts'
import type { CompatCase, Values } from './compat-case.ts'

/** What one party printed, and whether it is right. */
export interface Answer {
  readonly values: Values
  readonly holds: boolean
}

/** One case, as it was seen in a run. */
export interface CompatFinding extends Omit<CompatCase, 'holds' | 'thinned'> {
  /** The library's version and answer, or why there is none. */
  readonly theirs: (Answer & { readonly version: string }) | { readonly why: string }
  readonly ours: Answer
}

/** What a run saw. */
export interface CompatFindings {
  /** The day, in UTC. */
  readonly date: string
  readonly node: string
  readonly machine: Machine
  readonly cases: readonly CompatFinding[]
}

/** Runs a program of a library; gives its version and what it printed, or why there is nothing. */
export type RunProgram = (
  name: string,
) => { readonly version: string; readonly values: Values } | { readonly why: string }

/** Asks every case of its library and of Thinned. */
export async function compat(cases: readonly CompatCase[], run: RunProgram): Promise<CompatFindings> {
  const findings: CompatFinding[] = []
  for (const { holds, thinned, ...rest } of cases) {
    const theirs = run(rest.name)
    const ours = await thinned()
    findings.push({
      ...rest,
      theirs: 'why' in theirs ? theirs : { ...theirs, holds: holds(theirs.values) },
      ours: { values: ours, holds: holds(ours) },
    })
  }
  return { date: new Date().toISOString().slice(0, 10), node: process.version, machine: machine(), cases: findings }
}

/** A minute: the longest takes some seconds. */
const LIMIT = 60_000

/** Runs `<folder>/<name>.mjs` in a process of its own; the last line that it prints is the answer. */
export function runProgram(name: string, folder: string = `${peersFolder}compat/`): ReturnType<RunProgram> {
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [`${folder}${name}.mjs`], {
    encoding: 'utf8',
    timeout: LIMIT,
  })
  if (error) return { why: error.message }
  if (status !== 0) {
    const said = stderr.split('\n').find((line) => /^\w*Error\b/.test(line))
    return { why: `its program ended with ${status ?? signal}${said ? `: ${said}` : ''}` }
  }
  const last = stdout.trimEnd().split('\n').at(-1)!
  if (!last.startsWith('{')) return { why: 'its program printed no answer' }
  return JSON.parse(last) as { version: string; values: Values }
}
