import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { counted, gapFigures, gapText, threeDigits } from '../text.ts'

/** It does better on what it was trained on. */
export function overfitting({ gap, verdict }: Evidence): Finding {
  return {
    kind: 'overfitting',
    sentence: `The network overfits${verdict.byRise ? ', as the rise of its validation loss shows, where the errors are too few to tell' : ''}: ${gapText(gap)}.`,
    sure: verdict.sure,
    figures: gapFigures(gap),
  }
}

/** About the 0.5 to which keep could be lowered. */
const LOW_KEEP = 0.55

/** The network overfits although it has dropout. */
export function stillOverfitting({ lowestKeep, gap, verdict, record }: Evidence): Finding | undefined {
  if (lowestKeep === 1) return undefined
  const figures = { lowestKeep, thinnedLoss: record.thinnedLoss!, loss: record.loss! }
  const sentence =
    gap.training > gap.unseen / 2
      ? `Dropout does not close the gap, and most of the ${gap.task === 'classification' ? 'error' : 'loss'} is there on the training data too: less keep would raise it. Take more training data, or augment them, and widen the hidden layers.`
      : lowestKeep > LOW_KEEP
        ? `Dropout does not close the gap: lower keep, whose lowest is ${threeDigits(lowestKeep)}, to 0.5 in hidden layers, which takes more epochs; more training data, or augmented ones, help in any case.`
        : `Dropout does not close the gap, although keep goes down to ${threeDigits(lowestKeep)}: more training data, or augmented ones, help more than less keep; a max-norm constraint may too, if there is none.`
  return { kind: 'stillOverfitting', sentence, sure: verdict.sure === 'certain' ? 'likely' : 'unclear', figures }
}

/** Early stopping would have kept better weights. */
export function validationRose({ rise }: Evidence): Finding | undefined {
  if (!rise) return undefined
  const { epoch, lowest, last, sure } = rise
  return {
    kind: 'validationRose',
    sentence: `The validation loss was lowest after ${counted(epoch + 1, 'epoch')}, ${threeDigits(lowest)}, and rose to ${threeDigits(last)} while the training loss fell: early stopping keeps the better weights.`,
    sure,
    figures: { epochs: epoch + 1, lowestLoss: lowest, lastLoss: last },
  }
}
