import { add, cast, gatherRows, logSoftmax, mean, mul, neg, range, reshape, scope, type Tensor } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'

/**
 * The mean over examples of −ln softmax(logits)[label], in nats: logits [n, classes] of floats, labels int32 [n] in 0 … classes − 1.
 *
 * @throws {NnError} where the shapes do not fit or, on backends that are read at once, a label lies outside the classes.
 */
export function crossEntropy(logits: Tensor, labels: Tensor): Tensor {
  const [n, classes] = logits.shape
  if (logits.rank !== 2 || labels.rank !== 1 || labels.shape[0] !== n || labels.dtype !== 'int32') {
    throw new NnError(
      `crossEntropy takes logits [n, classes] and int32 labels [n], but was given ${logits} and ${labels}.`,
    )
  }
  if (n === 0) throw new NnError('crossEntropy was given no examples; the mean of nothing is not defined.')
  if (labels.backend.syncRead) checkLabels(labels, classes!)
  return scope(() => {
    const rows = mul(range(n!, { backend: labels.backend }), classes!)
    const picked = gatherRows(reshape(logSoftmax(logits), [n! * classes!, 1]), add(rows, cast(labels, 'int32')))
    return mean(neg(picked))
  })
}

function checkLabels(labels: Tensor, classes: number): void {
  labels.readSync().forEach((label, at) => {
    if (label < 0 || label >= classes) {
      throw new NnError(
        `Label ${at} is ${label}; with ${classes} logits per example labels are the integers from 0 to ${classes - 1}.`,
      )
    }
  })
}
