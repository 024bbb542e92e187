import { formatValue } from '@thinned/schema'
import { sameShape, Tensor } from '@thinned/tensor'
import { NnError } from '../../nn-error.ts'

/** Refuses targets that are not of the predictions' shape, and the mean of nothing. */
export function checkTargets(loss: string, predictions: Tensor, targets: Tensor): void {
  if (!(predictions instanceof Tensor))
    throw new NnError(
      `${loss} was given ${formatValue(predictions)} as predictions; it takes tensors, as in tensor([[0.5], [2]]).`,
    )
  if (!sameShape(predictions.shape, targets.shape)) {
    throw new NnError(
      `${loss} takes predictions and targets of one shape, but was given ${predictions} and ${targets}.`,
    )
  }
  if (predictions.size === 0) throw new NnError(`${loss} was given no elements; the mean of nothing is not defined.`)
}
