import type { Evidence } from '../evidence.ts'

/** In how many epochs the training loss halves at its last pace. Undefined where it does not fall beyond doubt, or by less than 0.5 % an epoch. */
export function epochsToHalve({
  trend,
}: Evidence): { readonly epochs: number; readonly low: number; readonly high: number } | undefined {
  if (!trend || trend.high >= 0 || trend.slope > -0.005) return undefined
  const epochs = (slope: number): number => Math.ceil(Math.LN2 / -slope)
  return { epochs: epochs(trend.slope), low: epochs(trend.low), high: epochs(trend.high) }
}
