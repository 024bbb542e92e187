import type { V128 } from '../emit/code.ts'
import { f32x4 } from '../emit/vector.ts'

/** sum + a·b: rounded twice, as the reference does, or once where that was asked for. */
export function multiplyAdd(relaxed: boolean, sum: V128, a: V128, b: V128): V128 {
  return relaxed ? f32x4.relaxedMadd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b))
}
