import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { greater } from './greater.ts'
import { mul } from './mul.ts'
import { where } from './where.ts'

/** x where x > 0, else slope · x (Maas, Hannun and Ng 2013); at 0 the derivative is the slope. */
export function leakyRelu(x: Tensor, slope = 0.01): Tensor {
  return applyComposed(
    'leakyRelu',
    x,
    (x) => where(greater(x, 0), x, mul(x, slope)),
    (grad, x) => where(greater(x, 0), grad, mul(grad, slope)),
  )
}
