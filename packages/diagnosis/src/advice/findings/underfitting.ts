import { type Evidence, isFitted } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { counted, percent, threeDigits } from '../text.ts'
import { epochsToHalve } from '../trend.ts'

/** Dropout is on, and the training data are not learned. */
export function underfitting(evidence: Evidence): Finding | undefined {
  const { gap, lowestKeep, record, verdict, task } = evidence
  if (lowestKeep === 1 || isFitted(evidence)) return undefined
  const thinnedLoss = record.thinnedLoss!
  const hasLeveledOff = evidence.trend && !epochsToHalve(evidence.trend)
  const errors =
    task === 'classification'
      ? `both errors are high (${percent(gap.training)} on the training data)`
      : `the loss is high on the training data too (${threeDigits(gap.training)})`
  const rest =
    task === 'classification'
      ? 'the inputs tell the classes no better apart'
      : 'the loss is mostly noise of the targets'
  return {
    kind: 'underfitting',
    sentence: `With dropout the network underfits: ${errors}; the training loss is ${threeDigits(thinnedLoss)} under masks, ${threeDigits(record.loss!)} without. Raise keep (its lowest is ${threeDigits(lowestKeep)})${hasLeveledOff ? ', or widen the hidden layers to width / keep' : ', widen the hidden layers to width / keep, or train longer'}, unless ${rest}.`,
    sure: verdict.sure,
    figures: { training: gap.training, unseen: gap.unseen, thinnedLoss, loss: record.loss!, lowestKeep },
  }
}

/** No dropout, no gap, and training data that are not learned. */
export function raiseCapacity(evidence: Evidence): Finding | undefined {
  const { gap, lowestKeep, verdict, task } = evidence
  if (lowestKeep < 1 || isFitted(evidence)) return undefined
  const level = task === 'classification' ? `error of ${percent(gap.training)}` : `loss of ${threeDigits(gap.training)}`
  const noise =
    task === 'classification' ? 'the inputs tell the classes apart' : 'it lies above the noise of the targets'
  const halving = epochsToHalve(evidence.trend)?.epochs
  const first = !evidence.trend
    ? `Train longer, as ${counted(evidence.history.length, 'epoch')} do not show where the training loss levels off, and then raise the capacity`
    : halving === undefined
      ? 'Raise the capacity first'
      : halving > evidence.history.length
        ? 'Raise the capacity first, as the training loss falls slowly'
        : 'Once the training loss has leveled off, raise the capacity'
  return {
    kind: 'raiseCapacity',
    sentence: `${first}: the training ${level} is what a larger network can lower, as far as ${noise}. Add dropout once that overfits.`,
    sure: verdict.sure === 'certain' ? 'likely' : verdict.sure,
    figures: { training: gap.training, unseen: gap.unseen },
  }
}
