import { applyComposed } from '../composed.ts'
import type { Tensor } from '../tensor.ts'
import { abs } from './abs.ts'
import { add } from './add.ts'
import { exp } from './exp.ts'
import { log1p } from './log1p.ts'
import { mul } from './mul.ts'
import { neg } from './neg.ts'
import { relu } from './relu.ts'
import { sigmoid } from './sigmoid.ts'

/** ln(1 + e^x), which never overflows; its derivative is the sigmoid. */
export function softplus(x: Tensor): Tensor {
  return applyComposed(
    'softplus',
    x,
    (x) => add(relu(x), log1p(exp(neg(abs(x))))),
    (grad, x) => mul(grad, sigmoid(x)),
  )
}
