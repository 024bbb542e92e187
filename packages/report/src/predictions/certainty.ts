/** The share of a careful user's predictions: those that are left where the others are set aside. */
export const CERTAIN_SHARE = 0.8

/** The error of fewer predictions is noise. */
const FEWEST = 20

/** The predictions from the most to the least certain; of equally certain ones the first. */
export function byCertainty(uncertainty: ArrayLike<number>): number[] {
  return Array.from({ length: uncertainty.length }, (_, i) => i).sort(
    (a, b) => uncertainty[a]! - uncertainty[b]! || a - b,
  )
}

/** How many of the most certain predictions each point of a curve counts, rising to all of them. */
export function countsOfCurve(total: number): number[] {
  const counts = Array.from({ length: 100 }, (_, i) => Math.ceil(((i + 1) * total) / 100))
  return [...new Set(counts)].filter((count) => count >= Math.min(total, FEWEST))
}

/** How many are left where the least certain are set aside: one or more. */
export function countOfCertain(total: number): number {
  return Math.max(1, Math.round(CERTAIN_SHARE * total))
}

/** Whether an uncertainty orders the predictions at all. */
export function tellsApart(uncertainty: ArrayLike<number>): boolean {
  return Array.prototype.some.call(uncertainty, (each: number) => each !== uncertainty[0])
}
