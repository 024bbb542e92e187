import { bench, type Findings } from '../bench.ts'
import type { Implementation } from '../implementations/implementation.ts'
import { medianOf } from '../measure/median-of.ts'
import type { Plan } from '../measure/plan.ts'
import { costRatio, type Row } from '../row.ts'
import type { Workload } from '../workloads/workload.ts'

/** Each round starts both checkouts anew: an engine may compile the same code well in one process and badly in another. */
export const ROUNDS = 5

/** How the cost of a workload here compares with its cost there. */
export interface Comparison {
  readonly workload: string
  readonly unit: string
  /** Medians of the rounds. */
  readonly here: number
  readonly there: number
  /** The cost here over the cost there in each round; `ratio` is their median. */
  readonly ratios: readonly number[]
  readonly ratio: number
}

/** What a comparison of two checkouts found. */
export interface AgainstFindings extends Pick<Findings, 'machine' | 'versions' | 'omitted'> {
  readonly against: string
  readonly comparisons: readonly Comparison[]
}

/** Measures workloads in two checkouts, interleaved, in five rounds. Every other round begins with the other checkout. */
export async function compareCheckouts(
  workloads: readonly Workload[],
  [here, there]: readonly [Implementation, Implementation],
  against: string,
  plan: Plan,
  say: (line: string) => void,
): Promise<AgainstFindings> {
  const rounds: Findings[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const present = round % 2 === 0 ? [here, there] : [there, here]
    rounds.push(await bench(workloads, { present, absent: [] }, plan, (line) => say(`round ${round + 1}: ${line}`)))
  }
  const rows = rounds.map(({ rows }) => rows)
  const { machine, versions } = rounds[0]!
  const omitted = rounds.find((round) => round.omitted.length > 0)?.omitted ?? []
  return { machine, versions, omitted, against, comparisons: comparisonsOf(rows, [here.library, there.library]) }
}

/** The comparisons of the workloads that both have in every round. */
export function comparisonsOf(
  rounds: readonly (readonly Row[])[],
  [here, there]: readonly [string, string],
): Comparison[] {
  const names = [...new Set(rounds.flat().map(({ workload }) => workload))]
  return names.flatMap((workload) => {
    const rowsBy = (library: string): Row[] =>
      rounds.flatMap((rows) => rows.filter((row) => row.workload === workload && row.library === library))
    const [ours, theirs] = [rowsBy(here), rowsBy(there)]
    if (ours.length < rounds.length || theirs.length < rounds.length) return []
    const ratios = ours.map((row, round) => costRatio(row, theirs[round]!))
    const median = (rows: readonly Row[]): number => medianOf(rows.map(({ value }) => value))
    const { unit } = ours[0]!
    return [{ workload, unit, here: median(ours), there: median(theirs), ratios, ratio: medianOf(ratios) }]
  })
}
