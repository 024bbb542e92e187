import { exp as exp32 } from '@thinned/math'
import { exp as exp64 } from '@thinned/math/float64'
import type { View } from '../../view.ts'
import { forEachRowOfLogProbabilities, TAIL } from '../log-probabilities.ts'
import { valuesOf } from '../storage.ts'

/** out [n] (dense) = −log-probability of labels [n] (int32, inside the classes), by rows of logits [n, classes]. */
export function crossEntropy(out: View, logits: View, labels: View): void {
  const to = valuesOf(out.storage)
  const label = valuesOf(labels.storage)
  forEachRowOfLogProbabilities(logits, (row, logProbabilities) => {
    // 0 − x, because −x of a certain class would be −0.
    to[out.offset + row] = 0 - logProbabilities[label[labels.offset + row * labels.strides[0]!]!]!
  })
}

/**
 * out [n, classes] (dense) = round(round(probability − (1 where the class is the label, else 0)) · grad [n]), where the probability is
 * the exponential of `crossEntropy`'s log-probability l. Where l of the label is above −`TAIL`, probability − 1 is l + (l · l) · ½.
 */
export function crossEntropyGradient(out: View, logits: View, labels: View, grad: View): void {
  const to = valuesOf(out.storage)
  const label = valuesOf(labels.storage)
  const upstream = valuesOf(grad.storage)
  const classes = logits.shape[1]!
  const isFloat32 = logits.dtype === 'float32'
  const exp = isFloat32 ? exp32 : exp64
  const round = isFloat32 ? Math.fround : (value: number) => value
  const tail = isFloat32 ? TAIL.float32 : TAIL.float64
  forEachRowOfLogProbabilities(logits, (row, logProbabilities) => {
    const classOfRow = label[labels.offset + row * labels.strides[0]!]!
    const scale = upstream[grad.offset + row * grad.strides[0]!]!
    for (let c = 0; c < classes; c++) {
      const l = logProbabilities[c]!
      const isCertain = c === classOfRow && l > -tail
      const slope = isCertain ? l + round(l * l) * 0.5 : c === classOfRow ? exp(l) - 1 : exp(l)
      to[out.offset + row * classes + c] = round(slope) * scale
    }
  })
}
