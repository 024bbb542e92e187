import { fill } from '../create.ts'
import { scope } from '../scope.ts'
import type { Tensor } from '../tensor.ts'
import { equal } from './equal.ts'
import { greater } from './greater.ts'
import { where } from './where.ts'

/** 1 where a ≥ b, else 0 (uint8), broadcast; 0 where one is NaN. */
export function greaterEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return scope(() => {
    const above = greater(a, b)
    return where(above, fill([], 1, { dtype: 'uint8', backend: above.backend }), equal(a, b))
  })
}
