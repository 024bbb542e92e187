import { mean, scope, softmaxCrossEntropy, type Tensor } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'

/**
 * The mean over examples of −ln softmax(logits)[label], in nats: logits [n, classes] of floats, labels int32 [n] in 0 … classes − 1.
 *
 * @throws {NnError} where the shapes do not fit.
 * @throws {TensorError} where, on backends that are read at once, a label lies outside the classes.
 */
export function crossEntropy(logits: Tensor, labels: Tensor): Tensor {
  const [n] = logits.shape
  if (logits.rank !== 2 || labels.rank !== 1 || labels.shape[0] !== n || labels.dtype !== 'int32') {
    throw new NnError(
      `crossEntropy takes logits [n, classes] and int32 labels [n], but was given ${logits} and ${labels}.`,
    )
  }
  if (n === 0) throw new NnError('crossEntropy was given no examples; the mean of nothing is not defined.')
  return scope(() => mean(softmaxCrossEntropy(logits, labels)))
}
