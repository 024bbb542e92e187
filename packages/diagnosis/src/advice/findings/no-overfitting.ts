import { type Evidence, isFitted } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { gapFigures, gapText } from '../text.ts'

/** No gap that matters: dropout has nothing to close. */
export function noOverfitting({ gap, verdict, lowestKeep }: Evidence): Finding {
  const then = lowestKeep < 1 ? 'more dropout is not the tool' : 'dropout is not the tool'
  const isSmall = gap.task === 'regression' ? !(gap.low! > 1) : gap.high! < Math.max(0.02, gap.unseen / 10)
  const what = isSmall
    ? 'The network does not overfit enough to matter'
    : `Most of the ${gap.task === 'regression' ? 'loss' : 'error'} is there on the training data too`
  return {
    kind: 'noOverfitting',
    sentence: `${what}, so ${then}: ${gapText(gap)}.`,
    sure: verdict.sure,
    figures: gapFigures(gap),
  }
}

/** Both errors are about 0. */
export function nothingToGain(evidence: Evidence): Finding | undefined {
  if (!isFitted(evidence)) return undefined
  const { gap, verdict } = evidence
  return {
    kind: 'nothingToGain',
    sentence:
      'The training data are learned and the validation data are too: neither keep nor capacity has much left to lower. Look at harder test data.',
    sure: verdict.sure,
    figures: gapFigures(gap),
  }
}
