import { cos as inFloat64 } from './float64/sin-cos.ts'

/** cos x for |x| ≤ 8192 in float32, within 1 ulp: the float64 sequence on fround(x), rounded once. */
export function cos(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
