import type { Pass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, div, mul, noGrad, randomNormal, record, scope, sizeOf, sqrt, type Tensor } from '@thinned/tensor'

/** Keeps the slope of the root finite where the variance is 0. */
const LEAST_VARIANCE = 1e-16

/**
 * mean + √variance · ε with ε standard normal for each example and unit: the outputs of a layer whose weights are normal, drawn in the place of
 * the weights, which makes the gradient's variance far smaller (Kingma, Salimans and Welling 2015, section 2.2). ε is drawn again for the
 * gradient.
 */
export function localNoise(mean: Tensor, variance: Tensor, pass: Pass): Tensor {
  const [own, start] = [foldIn(pass.key, 'noise'), pass.row * sizeOf(mean.shape.slice(1))]
  const draw = ({ shape, dtype, backend }: Tensor): Tensor =>
    randomNormal(own, shape, { start, dtype: dtype as 'float32' | 'float64', backend })
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
