import { pow as inFloat64 } from './float64/pow.ts'

/** x^y in float32 for x ≥ 0, within 1 ulp: the float64 sequence on fround(x) and fround(y), rounded once. */
export function pow(x: number, y: number): number {
  return Math.fround(inFloat64(Math.fround(x), Math.fround(y)))
}
