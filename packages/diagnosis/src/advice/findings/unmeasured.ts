import type { AnyRecord } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { counted } from '../text.ts'

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
