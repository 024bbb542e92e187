import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { gapFigures } from '../text.ts'
import { isFitted } from './fitted.ts'

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
