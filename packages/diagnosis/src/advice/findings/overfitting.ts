import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { gapFigures, gapText } from '../text.ts'

/** It does better on what it was trained on. */
export function overfitting({ gap, verdict }: Evidence): Finding {
  return {
    kind: 'overfitting',
    sentence: `The network overfits${verdict.byRise ? ', as the rise of its validation loss shows, where the errors are too few to tell' : ''}: ${gapText(gap)}.`,
    sure: verdict.sure,
    figures: gapFigures(gap),
  }
}
