/** The least and the greatest of the values that are finite; 0 and 0 where there are none. */
export function rangeOf(values: ArrayLike<number>): { readonly low: number; readonly high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue
    low = Math.min(low, values[i]!)
    high = Math.max(high, values[i]!)
  }
  return low <= high ? { low, high } : { low: 0, high: 0 }
}
