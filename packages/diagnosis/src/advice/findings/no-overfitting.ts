import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { gapFigures, gapText } from '../text.ts'

/** No gap that matters: dropout has nothing to close. */
export function noOverfitting({ gap, verdict, lowestKeep }: Evidence): Finding {
  const then = lowestKeep < 1 ? 'more dropout is not the tool' : 'dropout is not the tool'
  return {
    kind: 'noOverfitting',
    sentence: `The network does not overfit enough to matter, so ${then}: ${gapText(gap)}.`,
    sure: verdict.sure,
    figures: gapFigures(gap),
  }
}
