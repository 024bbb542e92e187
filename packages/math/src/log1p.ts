import { log1p as inFloat64 } from './float64/log1p.ts'

/** ln(1 + x) in float32, within 1 ulp: the float64 sequence on fround(x), rounded once. */
export function log1p(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
