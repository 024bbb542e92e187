import type { V128 } from '../../emit/code.ts'
import { f64x2 } from '../../emit/vector.ts'

/** c₀ + x · (c₁ + x · (c₂ + …)). */
export function horner(x: V128, [first, ...rest]: readonly number[]): V128 {
  const constant = f64x2.const(first!)
  return rest.length === 0 ? constant : f64x2.add(constant, f64x2.mul(x, horner(x, rest)))
}
