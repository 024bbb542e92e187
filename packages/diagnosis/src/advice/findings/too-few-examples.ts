import { type Evidence, examplesNeeded, isTrainingUncertain } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, counted, gapFigures, gapText } from '../text.ts'

/** The interval holds both: no gap, and one that matters. */
export function tooFewExamples({ gap }: Evidence): Finding {
  const byTraining = isTrainingUncertain(gap)
  const needed = gap.task === 'classification' && !byTraining ? examplesNeeded(gap) : undefined
  const what = gap.task === 'classification' ? 'error' : 'loss'
  const more = byTraining
    ? `The training ${what} is known least: measure it on more than ${counted(gap.trainingExamples, 'example')}, by measureTraining of fit, or train on more.`
    : needed
      ? `About ${count(needed)} validation examples would tell; cross-validation gets more out of the same data.`
      : 'Take more validation examples, or cross-validate.'
  return {
    kind: 'tooFewExamples',
    sentence: `Whether the network overfits cannot be told: ${gapText(gap)}. ${more}`,
    sure: 'unclear',
    figures: { ...gapFigures(gap), ...(needed ? { examplesNeeded: needed } : {}) },
  }
}
