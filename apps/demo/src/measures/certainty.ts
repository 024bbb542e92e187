/** How often sets and intervals should hold the truth. */
export const LEVEL = 0.9

/** The share of test examples that a careful user would set aside, the least certain ones. */
export const SET_ASIDE = 0.2

/** How many examples are left when a careful user has set the least certain aside. */
export const countOfCertain = (total: number): number => Math.max(1, Math.round(total * (1 - SET_ASIDE)))

/** The most certain examples, those that are left; of equally certain ones the first. */
export function mostCertain(uncertainty: ArrayLike<number>): number[] {
  return Array.from({ length: uncertainty.length }, (_, i) => i)
    .sort((a, b) => uncertainty[a]! - uncertainty[b]! || a - b)
    .slice(0, countOfCertain(uncertainty.length))
}
