/** The quantile of rising values, with linear interpolation between neighbors; definition 7 of Hyndman and Fan 1996. */
export function quantileOf(rising: Float64Array, share: number): number {
  const position = share * (rising.length - 1)
  const below = Math.floor(position)
  const above = Math.min(below + 1, rising.length - 1)
  return rising[below]! + (rising[above]! - rising[below]!) * (position - below)
}
