import { expm1 as inFloat64 } from './float64/expm1.ts'

/** e^x − 1 in float32, within 1 ulp: the float64 sequence on fround(x), rounded once. */
export function expm1(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
