import type { Row } from '../row.ts'

/** The row of a work that the others are compared with: Thinned as it comes, on the most threads; undefined where there is none. */
export function headlineRow(rows: readonly Row[], of: Row): Row | undefined {
  return rows
    .filter(
      ({ work, who, mode, unit }) =>
        work === of.work && who === 'thinned' && mode === 'deterministic' && unit === of.unit,
    )
    .sort((a, b) => b.threads - a.threads)[0]
}
