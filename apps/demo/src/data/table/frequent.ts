import type { CategoryColumn } from '@thinned/data'

/** Each category becomes an input. */
export const MOST_CATEGORIES = 100

/** The name of what all other categories become. */
const OTHER = '(other)'

/**
 * The column with its most frequent categories of these rows alone, where there are more than 100; all others become one. Of equally frequent
 * ones the first count.
 */
export function withFrequentCategories(column: CategoryColumn, rows: readonly number[]): CategoryColumn {
  if (column.categories.length <= MOST_CATEGORIES) return column
  const counts = new Uint32Array(column.categories.length)
  for (const row of rows) if (column.codes[row]! >= 0) counts[column.codes[row]!]!++
  const byCount = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const kept = byCount.slice(0, MOST_CATEGORIES).sort((a, b) => a - b)
  const places = new Map(kept.map((code, place) => [code, place]))
  const names = kept.map((code) => column.categories[code]!)
  const other = names.indexOf(OTHER) < 0 ? names.push(OTHER) - 1 : names.indexOf(OTHER)
  return {
    ...column,
    codes: column.codes.map((code) => (code < 0 ? code : (places.get(code) ?? other))),
    categories: names,
  }
}
