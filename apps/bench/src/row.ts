import { medianOf } from './measure/median-of.ts'

/** One figure of the bench, as the JSON holds it. */
export interface Row {
  readonly workload: string
  readonly library: string
  readonly mode: string
  readonly threads: number
  /** The median of the repetitions, in `unit`; `min` and `max` are their range. */
  readonly value: number
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly note: string
}

/** Who is measured, and how. */
export type Identity = Pick<Row, 'library' | 'mode' | 'threads'>

/** The row of some repetitions, each already a figure in the unit. */
export function rowOf(
  workload: string,
  unit: string,
  { library, mode, threads }: Identity,
  figures: readonly number[],
  notes: readonly string[],
): Row {
  return {
    workload,
    library,
    mode,
    threads,
    value: medianOf(figures),
    unit,
    min: Math.min(...figures),
    max: Math.max(...figures),
    note: notes.filter((note) => note !== '').join('; '),
  }
}

/** Units in which more is better; in all others less is. */
const rates: readonly string[] = ['GF/s', 'steps/s']

/** How many times the cost (time, bytes) of the other row this row has: 0.5 is half. */
export function costRatio(row: Pick<Row, 'value' | 'unit'>, over: Pick<Row, 'value' | 'unit'>): number {
  if (row.unit !== over.unit) throw new Error(`${row.unit} cannot be compared with ${over.unit}`)
  return rates.includes(row.unit) ? over.value / row.value : row.value / over.value
}

/** The row of a workload that the others are compared with: Thinned as it comes, on the most threads; undefined where there is none. */
export function baselineRow(rows: readonly Row[], of: Row): Row | undefined {
  return rows
    .filter(
      ({ workload, library, mode, unit }) =>
        workload === of.workload && library === 'thinned' && mode === 'deterministic' && unit === of.unit,
    )
    .sort((a, b) => b.threads - a.threads)[0]
}
