import { bench, type Findings } from '../bench.ts'
import type { Contender } from '../contenders/contender.ts'
import { medianOf } from '../measure/median-of.ts'
import type { Plan } from '../measure/plan.ts'
import { costRatio, type Row } from '../row.ts'
import type { Work } from '../works/work.ts'

/** In each round both checkouts start anew and take turns: an engine may compile the same code well in one process and badly in another. */
export const ROUNDS = 5

/** How the cost of a work here compares with its cost there. */
export interface Comparison {
  readonly work: string
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

/** Measures works by two checkouts in turns, in five rounds; every other round begins with the other checkout. */
export async function compareCheckouts(
  works: readonly Work[],
  [here, there]: readonly [Contender, Contender],
  against: string,
  plan: Plan,
  say: (line: string) => void,
): Promise<AgainstFindings> {
  const rounds: Findings[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const present = round % 2 === 0 ? [here, there] : [there, here]
    rounds.push(await bench(works, { present, absent: [] }, plan, (line) => say(`round ${round + 1}: ${line}`)))
  }
  const rows = rounds.map(({ rows }) => rows)
  const { machine, versions } = rounds[0]!
  const omitted = rounds.find((round) => round.omitted.length > 0)?.omitted ?? []
  return { machine, versions, omitted, against, comparisons: comparisonsOf(rows, [here.who, there.who]) }
}

/** The comparisons of the works that both have in every round. */
export function comparisonsOf(
  rounds: readonly (readonly Row[])[],
  [here, there]: readonly [string, string],
): Comparison[] {
  const names = [...new Set(rounds.flat().map(({ work }) => work))]
  return names.flatMap((work) => {
    const rowsBy = (who: string): Row[] =>
      rounds.flatMap((rows) => rows.filter((row) => row.work === work && row.who === who))
    const [ours, theirs] = [rowsBy(here), rowsBy(there)]
    if (ours.length < rounds.length || theirs.length < rounds.length) return []
    const ratios = ours.map((row, round) => costRatio(row, theirs[round]!))
    const median = (rows: readonly Row[]): number => medianOf(rows.map(({ value }) => value))
    const { unit } = ours[0]!
    return [{ work, unit, here: median(ours), there: median(theirs), ratios, ratio: medianOf(ratios) }]
  })
}
