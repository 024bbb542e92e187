import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { percent, threeDigits } from '../text.ts'
import { epochsToHalve } from './epochs-to-halve.ts'
import { isFitted } from './fitted.ts'

/** Dropout is on, and the training data are not learned. */
export function underfitting(evidence: Evidence): Finding | undefined {
  const { gap, lowestKeep, record, verdict, task } = evidence
  if (lowestKeep === 1 || isFitted(evidence)) return undefined
  const thinnedLoss = record.thinnedLoss!
  const hasLeveledOff = evidence.trend && !epochsToHalve(evidence)
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
