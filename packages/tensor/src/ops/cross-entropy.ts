import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import type { TypedArray } from '../dtype.ts'
import { checkNumbers } from '../op-kit/check-numbers.ts'
import { checkFloat, commonBackend } from '../op-kit/operands.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/**
 * −ln softmax(logits)[label] of each example, in nats: logits [n, classes] of floats, labels int32 [n] in 0 … classes − 1, result [n].
 * On a backend with `syncRead` every label is checked.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy, tensor } from '@thinned/tensor'
 *
 * const labels = tensor([0, 1], { dtype: 'int32' })
 * console.log(softmaxCrossEntropy(tensor([[0, 0], [0, 1000]]), labels).readSync()) // Float32Array(2) [ 0.6931471824645996, 0 ]
 * ```
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  checkFloat('softmaxCrossEntropy', logits)
  const backend = commonBackend('softmaxCrossEntropy', [logits, labels])
  const [n, classes] = logits.shape
  if (logits.rank !== 2 || labels.rank !== 1 || labels.shape[0] !== n || labels.dtype !== 'int32') {
    throw new TensorError(
      `softmaxCrossEntropy takes logits [n, classes] and int32 labels [n], but was given ${logits} and ${labels}.`,
    )
  }
  checkNumbers(labels, (values) => checkLabels(values, classes!))
  const out = allocate(backend, logits.dtype, [n!])
  dispatch(backend, 'crossEntropy', out.view, logits.view, labels.view)
  return record(out, {
    op: 'softmaxCrossEntropy',
    inputs: [logits],
    saved: [logits, labels],
    backward: (grad, [x, classOf]) => {
      const gradient = allocate(backend, grad.dtype, [n!, classes!])
      dispatch(backend, 'crossEntropyGradient', gradient.view, x!.view, classOf!.view, grad.view)
      return [gradient]
    },
  })
}

function checkLabels(values: TypedArray, classes: number): void {
  for (let i = 0; i < values.length; i++) {
    const label = values[i]!
    if (label < 0 || label >= classes) {
      throw new TensorError(
        `Label ${i} is ${label}; with ${classes} logits per example labels are the integers from 0 to ${classes - 1}.`,
      )
    }
  }
}
