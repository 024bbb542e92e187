import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { counted, threeDigits } from '../text.ts'

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
