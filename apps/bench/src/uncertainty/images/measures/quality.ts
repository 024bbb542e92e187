import { aurc, brier, ece, excessAurc, logLoss, measure, mostProbable } from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { Evidence } from './evidence.ts'

/** How right the predicted probabilities are, and how well the entropy ranks the errors. */
export function quality({ probabilities, entropy, labels, classes }: Evidence): Measures {
  const predicted = mostProbable(probabilities, classes)
  const selection = { uncertainty: entropy, predicted, labels }
  const batch = { probabilities, classes, labels }
  return {
    error: predicted.filter((label, i) => label !== labels[i]).length / labels.length,
    logLoss: measure(logLoss(), batch),
    ece: measure(ece(), batch),
    eceDebiased: measure(ece({ debiased: true }), batch),
    brier: measure(brier(), batch),
    aurc: measure(aurc(), selection),
    excessAurc: measure(excessAurc(), selection),
  }
}
