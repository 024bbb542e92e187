import { type Evidence, examplesNeeded } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, gapFigures, gapText } from '../text.ts'

/** The interval holds both: no gap, and one that matters. */
export function tooFewExamples({ gap }: Evidence): Finding {
  const needed = gap.task === 'classification' ? examplesNeeded(gap) : undefined
  const more = needed
    ? `About ${count(needed)} validation examples would tell; cross-validation gets more out of the same data.`
    : 'Take more validation examples, or cross-validate.'
  return {
    kind: 'tooFewExamples',
    sentence: `Whether the network overfits cannot be told: ${gapText(gap)}. ${more}`,
    sure: 'unclear',
    figures: { ...gapFigures(gap), ...(needed ? { examplesNeeded: needed } : {}) },
  }
}
