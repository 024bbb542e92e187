import type { Row } from '../row.ts'

/** The row of a workload that the others are compared with: Thinned as it comes, on the most threads; undefined where there is none. */
export function baselineRow(rows: readonly Row[], of: Row): Row | undefined {
  return rows
    .filter(
      ({ workload, library, mode, unit }) =>
        workload === of.workload && library === 'thinned' && mode === 'deterministic' && unit === of.unit,
    )
    .sort((a, b) => b.threads - a.threads)[0]
}
