import { stripVTControlCharacters } from 'node:util'
import type { Contender } from './contenders/contender.ts'
import type { Absence } from './contenders/index.ts'
import { makeDataFolder } from './data-folder.ts'
import { type Machine, machine } from './machine.ts'
import { watchOthers } from './measure/disturbance.ts'
import { measureFresh } from './measure/fresh.ts'
import type { Plan } from './measure/plan.ts'
import { measureTimed } from './measure/timed.ts'
import { Roster } from './roster.ts'
import { type Identity, type Row, rowOf } from './row.ts'
import type { Work } from './works/work.ts'

/** What a run of the bench found. */
export interface Findings {
  readonly machine: Machine
  /** By who, mode and threads. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly rows: readonly Row[]
  /** What could not be measured, and why. */
  readonly omitted: readonly (Identity & { readonly work: string; readonly why: string })[]
  /** Who could not be measured at all, and why. */
  readonly absent: readonly Absence[]
  /** Kernels that the reference computed in Thinned's place, over all rows of WASM. */
  readonly fallbacks: number
  /** The single figures behind each row, in the order they were taken. */
  readonly repetitions: readonly (readonly number[])[]
}

/** Measures works by contenders: those of one work, with its limits, in turns. */
export async function bench(
  works: readonly Work[],
  { present, absent }: { readonly present: readonly Contender[]; readonly absent: readonly Absence[] },
  plan: Plan,
  say: (line: string) => void,
): Promise<Findings> {
  const data = makeDataFolder()
  const roster = new Roster()
  const rows: Row[] = []
  const repetitions: number[][] = []
  const omitted: (Identity & { work: string; why: string })[] = []
  let fallbacks = 0
  try {
    const owned = new Set(works.flatMap(({ limits }) => limits))
    for (const work of works) {
      if (owned.has(work.name)) continue
      const began = performance.now()
      const others = watchOthers(() => roster.pids())
      const group = [work, ...works.filter(({ name }) => work.limits.includes(name))]
      const results = await (work.kind === 'timed'
        ? measureTimed(group, present, roster, plan, data.folder)
        : measureFresh(work, present, plan, data.folder))
      const disturbed = others.end()
      for (const { work, contender, outcome } of results) {
        const { who, mode, threads, note = '' } = contender
        if (outcome instanceof Error) {
          omitted.push({ work: work.name, who, mode, threads, why: reasonOf(outcome) })
          continue
        }
        fallbacks += outcome.fallbacks
        rows.push(rowOf(work.name, work.unit, contender, outcome.figures, [note, ...outcome.notes, disturbed]))
        repetitions.push([...outcome.figures])
      }
      const found = results.filter(({ outcome }) => !(outcome instanceof Error)).length
      say(`${work.name}: ${found} rows in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    }
    return { machine: machine(), versions: roster.versions(), rows, omitted, absent, fallbacks, repetitions }
  } finally {
    await roster.stop()
    data.remove()
  }
}

/** What an error says, on one line. */
function reasonOf({ message }: Error): string {
  const lines = stripVTControlCharacters(message).split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 2)
    .join(' ')
}
