import { exp as inFloat64 } from './float64/exp.ts'

/** e^x in float32, within 1 ulp: the float64 sequence on fround(x), rounded once. */
export function exp(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
