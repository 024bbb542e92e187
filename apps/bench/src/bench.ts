import { stripVTControlCharacters } from 'node:util'
import type { Implementation } from './implementations/implementation.ts'
import type { Absence } from './implementations/index.ts'
import { type Machine, machine } from './machine.ts'
import { makeDataFolder } from './measure/data-folder.ts'
import { measureIsolated } from './measure/isolated.ts'
import { watchNoise } from './measure/noise.ts'
import type { Plan } from './measure/plan.ts'
import { measureTimed } from './measure/timed.ts'
import { Processes } from './protocol/processes.ts'
import { type Identity, type Row, rowOf } from './row.ts'
import type { Workload } from './workloads/workload.ts'

/** What a run of the bench found. */
export interface Findings {
  readonly machine: Machine
  /** By library, mode and threads. */
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly rows: readonly Row[]
  /** What could not be measured, and why. */
  readonly omitted: readonly (Identity & { readonly workload: string; readonly why: string })[]
  /** Who could not be measured at all, and why. */
  readonly absent: readonly Absence[]
  /** Kernels that the reference computed in Thinned's place, over all rows of WASM. */
  readonly fallbacks: number
  /** The single figures behind each row, in the order they were taken. */
  readonly repetitions: readonly (readonly number[])[]
}

/** Measures each workload, with its machine limits, on all implementations, interleaved. */
export async function bench(
  workloads: readonly Workload[],
  { present, absent }: { readonly present: readonly Implementation[]; readonly absent: readonly Absence[] },
  plan: Plan,
  say: (line: string) => void,
): Promise<Findings> {
  const data = makeDataFolder()
  const processes = new Processes()
  const rows: Row[] = []
  const repetitions: number[][] = []
  const omitted: (Identity & { workload: string; why: string })[] = []
  let fallbacks = 0
  try {
    const owned = new Set(workloads.flatMap(({ limits }) => limits))
    for (const workload of workloads) {
      if (owned.has(workload.name)) continue
      const began = performance.now()
      const noiseWatch = watchNoise(() => processes.pids())
      const group = [workload, ...workloads.filter(({ name }) => workload.limits.includes(name))]
      const results = await (workload.kind === 'timed'
        ? measureTimed(group, present, processes, plan, data.folder)
        : measureIsolated(workload, present, plan, data.folder))
      const noise = noiseWatch.end()
      for (const { workload, implementation, outcome } of results) {
        const { library, mode, threads, note = '' } = implementation
        if (outcome instanceof Error) {
          omitted.push({ workload: workload.name, library, mode, threads, why: reasonOf(outcome) })
          continue
        }
        fallbacks += outcome.fallbacks
        rows.push(rowOf(workload.name, workload.unit, implementation, outcome.figures, [note, ...outcome.notes, noise]))
        repetitions.push([...outcome.figures])
      }
      const found = results.filter(({ outcome }) => !(outcome instanceof Error)).length
      say(`${workload.name}: ${found} rows in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    }
    return { machine: machine(), versions: processes.versions(), rows, omitted, absent, fallbacks, repetitions }
  } finally {
    await processes.stop()
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
