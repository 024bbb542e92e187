import {
  aurc,
  auroc,
  conformalSets,
  ece,
  logLoss,
  measure,
  riskCoverage,
  setCoverage,
  setSize,
  temperatureScaling,
} from '@thinned/metrics'
import { type ClassBatch, predictionBatch } from '@thinned/train'
import type { ClassData } from '../data/demo-data.ts'
import type { ClassPredictions } from '../training/predictions.ts'
import { countOfCertain, LEVEL } from './certainty.ts'

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
  /** The error among the most certain four of five, of equally certain ones the mean over their orders. */
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

export function viewOfClasses({ splits }: Pick<ClassData, 'splits'>, predictions: ClassPredictions['full']): ClassView {
  const labels: Int32Array = splits.test.targets.data
  const batch = { ...predictionBatch(predictions.test), labels }
  const held = { ...predictionBatch(predictions.validation), labels: splits.validation.targets.data }
  const { predicted, uncertainty } = batch
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
        : measure(auroc(), { probabilities: uncertainty, classes: 1, labels: wrong }),
    aurc: measure(aurc(), batch),
    certainError: measure(riskCoverage(), batch).risk[countOfCertain(labels.length) - 1]!,
    sets: setsOf(held, batch),
  }
  return { measures, predicted, prediction: predictions.test }
}

type Batch = ClassBatch & { readonly labels: Int32Array }

function setsOf(held: Batch, batch: Batch): ClassMeasures['sets'] {
  // With fewer, no threshold is high enough.
  if (held.labels.length < Math.ceil(1 / ALPHA - 1)) return null
  const sets = { ...conformalSets({ alpha: ALPHA }).fit(held).sets(batch), labels: batch.labels }
  return { level: LEVEL, coverage: measure(setCoverage(), sets), size: measure(setSize(), sets) }
}
