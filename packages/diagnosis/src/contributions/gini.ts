/**
 * The Gini coefficient of amounts: 0 where all are the same, (n − 1) / n where one of n has everything. Half the mean absolute difference of two
 * amounts, over their mean: Σᵢⱼ |xᵢ − xⱼ| / (2 n² x̄). Amounts below 0 count as 0. Null where none is above 0.
 */
export function gini(amounts: readonly number[]): number | null {
  const rising = amounts.map((amount) => Math.max(0, amount)).sort((a, b) => a - b)
  const n = rising.length
  const total = rising.reduce((sum, amount) => sum + amount, 0)
  if (!(total > 0) || total === Infinity) return null
  return rising.reduce((sum, amount, i) => sum + (2 * i + 1 - n) * amount, 0) / (n * total)
}
