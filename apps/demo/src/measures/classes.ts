import {
  aurc,
  auroc,
  conformalSets,
  ece,
  entropyOfRows,
  logLoss,
  measure,
  mostProbable,
  setCoverage,
  setSize,
  temperatureScaling,
} from '@thinned/metrics'
import type { ClassData } from '../data/demo-data.ts'
import type { ClassPredictions } from '../training/predictions.ts'
import { LEVEL, mostCertain } from './certainty.ts'

const ALPHA = 0.1

/** What one way to predict classes knows of its errors, measured on the test examples. */
export interface ClassMeasures {
  /** The share of wrong classes. */
  readonly testError: number
  /** In nats; null where a true class got the probability 0. */
  readonly logLoss: number
  /** The expected calibration error, 15 bins. */
  readonly ece: number
  /** The temperature that fits the validation examples best, and the calibration with it. */
  readonly temperature: number
  readonly scaledLogLoss: number
  readonly scaledEce: number
  /** The chance that a wrong prediction has the higher entropy than a right one; null without wrong or without right ones. */
  readonly errorAuroc: number | null
  readonly aurc: number
  /** The error among the most certain four of five. */
  readonly certainError: number
  /** Conformal sets for the level 0.9, fitted on the validation examples; null where those are too few. */
  readonly sets: { readonly level: number; readonly coverage: number; readonly size: number } | null
}

/** One way to predict classes: what it predicts of the test examples, and its measures. */
export interface ClassView {
  readonly measures: ClassMeasures
  readonly predicted: Int32Array
  readonly prediction: ClassPredictions['full']['test']
}

export function viewOfClasses(
  { splits, classNames }: Pick<ClassData, 'splits' | 'classNames'>,
  predictions: ClassPredictions['full'],
): ClassView {
  const classes = classNames.length
  const labels: Int32Array = splits.test.targets.data
  const scores = scoresOf(predictions.test)
  const batch = { ...scores, classes, labels }
  const held = { ...scoresOf(predictions.validation), classes, labels: splits.validation.targets.data }
  const { probabilities, logits } = scores
  const predicted = mostProbable(logits ?? probabilities, classes)
  const entropy = entropyOfRows(probabilities, classes)
  const scaling = temperatureScaling().fit(held)
  const scaled = { ...scaling.apply(batch), labels }
  const wrong = Array.from(labels, (label, i) => (label === predicted[i] ? 0 : 1))
  const errors = wrong.filter((each) => each === 1).length
  const measures: ClassMeasures = {
    testError: errors / labels.length,
    logLoss: measure(logLoss(), batch),
    ece: measure(ece(), batch),
    temperature: scaling.state.temperature,
    scaledLogLoss: measure(logLoss(), scaled),
    scaledEce: measure(ece(), scaled),
    errorAuroc:
      errors === 0 || errors === labels.length
        ? null
        : measure(auroc(), { probabilities: entropy, classes: 1, labels: wrong }),
    aurc: measure(aurc(), { uncertainty: entropy, predicted, labels }),
    certainError: errorOfCertain(entropy, wrong),
    sets: setsOf(held, batch),
  }
  return { measures, predicted, prediction: predictions.test }
}

/** Probabilities of classes, row by row, and the logits of the full network. */
function scoresOf({ mean, logits }: ClassView['prediction']): {
  readonly probabilities: Float32Array
  readonly logits?: Float32Array
} {
  return { probabilities: mean.data, ...(logits ? { logits: logits.data } : {}) }
}

function errorOfCertain(entropy: Float64Array, wrong: readonly number[]): number {
  const certain = mostCertain(entropy)
  return certain.filter((i) => wrong[i] === 1).length / certain.length
}

type Batch = { readonly probabilities: Float32Array; readonly classes: number; readonly labels: Int32Array }

function setsOf(held: Batch, batch: Batch): ClassMeasures['sets'] {
  // With fewer, no threshold is high enough.
  if (held.labels.length < Math.ceil(1 / ALPHA - 1)) return null
  const sets = { ...conformalSets({ alpha: ALPHA }).fit(held).sets(batch), labels: batch.labels }
  return { level: LEVEL, coverage: measure(setCoverage(), sets), size: measure(setSize(), sets) }
}
