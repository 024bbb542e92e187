import { sigmoid as inFloat64 } from './float64/sigmoid.ts'

/** 1 / (1 + e^−x) in float32, within 1 ulp: the float64 sequence on fround(x), rounded once. */
export function sigmoid(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
