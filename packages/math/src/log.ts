import { log as inFloat64 } from './float64/log.ts'

/** ln x in float32, within 1 ulp: the float64 sequence on fround(x), rounded once. */
export function log(x: number): number {
  return Math.fround(inFloat64(Math.fround(x)))
}
