import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../../batches/batch.ts'
import { surprise } from '../../batches/logits.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'

/** The sum of what can be summed, how many examples gave their true class the probability 0, and how many there are. */
export interface LogLossState {
  readonly sum: number
  readonly impossible: number
  readonly count: number
}

/**
 * The mean of −ln p(true class) in nats, from 0. Infinity where a true class has the probability 0: nothing is clipped. Logits, where the batch has
 * them, tell apart probabilities that vanish. A sum in float64.
 * It reports; training computes its loss on tensors.
 *
 * @throws {MetricsError} on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { logLoss, measure } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.75, 0.25, 0.5, 0.5], classes: 2, labels: [0, 1] }
 * console.log(measure(logLoss(), batch).toFixed(4)) // 0.4904
 * ```
 */
export function logLoss(...none: []): Metric<LogLossState, ProbabilityBatch, number> {
  checkNone('logLoss', none)
  return {
    name: 'log loss',
    empty: () => ({ sum: 0, impossible: 0, count: 0 }),
    update: (state, batch) => {
      checkProbabilities(batch)
      const { labels } = batch
      let { sum, impossible } = state
      for (let row = 0; row < labels.length; row++) {
        const nats = surprise(batch, row)
        // An infinite sum would not survive JSON.
        if (nats === Infinity) impossible++
        else sum += nats
      }
      return { sum, impossible, count: state.count + labels.length }
    },
    merge: (a, b) => ({ sum: a.sum + b.sum, impossible: a.impossible + b.impossible, count: a.count + b.count }),
    compute: ({ sum, impossible, count }) => {
      checkSeen('log loss', count)
      return impossible > 0 ? Infinity : sum / count
    },
  }
}
