import { equal } from './ops/equal.ts'
import { where } from './ops/where.ts'
import type { Tensor } from './tensor.ts'

/** a where the condition holds or a is NaN, else b. */
export function firstOrNaN(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  return where(condition, a, where(equal(a, a), b, a))
}
