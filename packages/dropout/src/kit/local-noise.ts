import type { Pass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, div, mul, noGrad, randomNormal, record, scope, sqrt, type Tensor } from '@thinned/tensor'
import { streamStart } from './stream-start.ts'

/** Keeps the derivative of the root finite at variance 0. */
const LEAST_VARIANCE = 1e-16

/**
 * mean + √variance · ε, with ε standard normal for each example and unit. A layer with normal weights draws its outputs so, instead of its weights:
 * the gradient has a far smaller variance (Kingma, Salimans and Welling 2015, section 2.2). The gradient draws ε again.
 */
export function localNoise(mean: Tensor, variance: Tensor, pass: Pass): Tensor {
  const [key, start] = [foldIn(pass.key, 'noise'), streamStart(mean.shape, pass)]
  const draw = ({ shape, dtype, backend }: Tensor): Tensor =>
    randomNormal(key, shape, { start, dtype: dtype as 'float32' | 'float64', backend })
  const deviation = (of: Tensor): Tensor => sqrt(add(of, LEAST_VARIANCE))
  return record(
    scope(() => noGrad(() => add(mean, mul(deviation(variance), draw(mean))))),
    {
      op: 'localNoise',
      inputs: [mean, variance],
      saved: [variance],
      backward: (grad, [spread]) => [grad, mul(div(mul(grad, draw(grad)), deviation(spread!)), 0.5)],
    },
  )
}
