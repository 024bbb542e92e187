import { type AnyRecord, type Evidence, examplesNeeded, isTrainingUncertain } from '../evidence.ts'
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

/** Both losses are needed in one record. */
export function unmeasured(history: readonly AnyRecord[]): Finding {
  const missing =
    history.length === 0
      ? 'the run has no whole epoch. Train for one at least'
      : history.every(({ validationLoss }) => validationLoss === undefined)
        ? 'the run has no validation data. Give fit some: data: { train, validation }'
        : history.every(({ measuredExamples }) => measuredExamples === 0)
          ? "the training data were not measured. Leave out measureTraining: 'none'"
          : 'no epoch has a finite loss of both the training and the validation data'
  return {
    kind: 'unmeasured',
    sentence: `Whether the network overfits cannot be told after ${counted(history.length, 'epoch')}: ${missing}.`,
    sure: 'unclear',
    figures: { epochs: history.length },
  }
}
