import { fill } from './create.ts'
import { equal } from './ops/equal.ts'
import { where } from './ops/where.ts'
import type { Tensor } from './tensor.ts'

/** a where the condition holds or a is NaN, else b. */
export function firstOrNaN(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  const first =
    typeof a === 'number' && typeof b !== 'number' ? fill([], a, { dtype: b.dtype, backend: b.backend }) : (a as Tensor)
  return where(condition, first, where(equal(first, first), b, first))
}
