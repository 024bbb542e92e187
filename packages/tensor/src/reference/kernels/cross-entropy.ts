import type { View } from '../../view.ts'
import { forEachRowOfLogProbabilities } from '../log-probabilities.ts'
import { valuesOf } from '../values.ts'

/** out [n] (dense) = −log-probability of labels [n] (int32, inside the classes), by rows of logits [n, classes]. */
export function crossEntropy(out: View, logits: View, labels: View): void {
  const to = valuesOf(out.storage)
  const label = valuesOf(labels.storage)
  forEachRowOfLogProbabilities(logits, (row, logProbabilities) => {
    // 0 − x, because −x of a certain class would be −0.
    to[out.offset + row] = 0 - logProbabilities[label[labels.offset + row * labels.strides[0]!]!]!
  })
}
