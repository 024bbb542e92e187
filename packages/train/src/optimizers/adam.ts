import { pow } from '@thinned/math/float64'
import type { Schedule } from '@thinned/nn'
import { assignAdamStep } from '@thinned/tensor'
import { checkAboveZero } from '../check-above-zero.ts'
import { checkDecay, checkRate, settingAt } from '../check-optimizer-options.ts'
import { describeFunction } from '../function-settings.ts'
import type { Optimizer } from '../optimizer.ts'

export interface AdamOptions {
  /** Default 0.001. */
  readonly learningRate?: Schedule
  /** Default 0.9. */
  readonly beta1?: number
  /** Default 0.999. */
  readonly beta2?: number
  /** Default 1e-8. */
  readonly epsilon?: number
}

/**
 * Adam: m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g², w ← w − lr · m̂ / (√v̂ + ε) with m̂ = m / (1 − β1^t), v̂ = v / (1 − β2^t), t from 1.
 * Source: Kingma and Ba 2015, algorithm 1.
 */
export function adam({
  learningRate = 0.001,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamOptions = {}): Optimizer {
  checkRate('adam', learningRate)
  checkDecay('adam', 'beta1', beta1)
  checkDecay('adam', 'beta2', beta2)
  checkAboveZero('adam', 'epsilon', epsilon)
  return {
    name: 'adam',
    settings: { learningRate: describeFunction(learningRate), beta1, beta2, epsilon },
    slots: ['mean', 'variance'],
    update(parameter, gradient, slots, at) {
      const { mean, variance } = slots as { mean: typeof parameter; variance: typeof parameter }
      const t = at.step + 1
      assignAdamStep(parameter, mean, variance, gradient, {
        beta1,
        beta2,
        epsilon,
        rate: settingAt('adam', 'learningRate', learningRate, at),
        meanLeft: 1 - pow(beta1, t),
        varianceLeft: 1 - pow(beta2, t),
      })
    },
  }
}
