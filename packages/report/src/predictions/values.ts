import { predictionBatch, type ValueBatch, type ValuePrediction } from '@thinned/train'
import { ReportError } from '../report-error.ts'
import type { CheckedReportTest, Prediction } from '../report-test.ts'
import { finite } from './finite.ts'
import { predictionsOf } from './named-predictions.ts'
import type { TestedValues } from './tested.ts'

/** Predicted and true numbers, in the units of the target, all [n] but for the samples. */
export interface TargetedValues {
  readonly predicted: Float64Array
  /** Of the targets where the noise is known, else of what the samples say; 0 without samples. */
  readonly deviation: Float64Array
  readonly targets: Float64Array
  /** [samples, n]. */
  readonly samples?: Float64Array
  /** Around each of the samples, or around the predictions. */
  readonly noiseVariance?: Float64Array
}

/** A larger number has no finite square. */
const LARGEST = 1e150

interface Named {
  readonly name: string
  readonly color: number
  readonly prediction: Prediction
}

/** Predictions of values. @throws {ReportError} where they are more or fewer than the targets, or a target is no number. */
export function readValues(
  named: readonly Named[],
  { scale }: CheckedReportTest,
  targets: ArrayLike<number>,
  count: number,
): Pick<TestedValues, 'width' | 'all'> {
  const nowhere = Array.from(targets).findIndex((target) => !isMeasurable(target))
  if (nowhere >= 0)
    throw new ReportError(
      `report was given test.data with the target ${targets[nowhere]} in row ${Math.floor(nowhere / (targets.length / count))}; targets are finite numbers. Leave the row out.`,
      { code: 'invalid-data' },
    )
  return {
    width: targets.length / count,
    all: named.map(({ name, color, prediction }) => {
      const batch = predictionBatch(prediction as ValuePrediction)
      if (batch.predicted.length !== targets.length)
        throw new ReportError(
          `report was given ${predictionsOf(name)} with ${batch.predicted.length} values for ${targets.length} targets; there is one for each.`,
          { code: 'mismatch' },
        )
      const values = inUnits(batch, targets, scale ?? { mean: 0, scale: 1 })
      const isWhole = (row: number): boolean =>
        isMeasurable(values.predicted[row]!) && isMeasurable(values.deviation[row]!)
      return { name, color, ...finite(values, targets.length, isWhole) }
    }),
  }
}

const isMeasurable = (value: number): boolean => Math.abs(value) <= LARGEST

function inUnits(
  { predicted, deviation, samples, noiseVariance }: ValueBatch,
  targets: ArrayLike<number>,
  { mean, scale }: { readonly mean: number; readonly scale: number },
): TargetedValues {
  const value = (each: number): number => each * scale + mean
  return {
    predicted: Float64Array.from(predicted, value),
    deviation: Float64Array.from(deviation, (each) => each * Math.abs(scale)),
    targets: Float64Array.from(targets, value),
    ...(samples && { samples: Float64Array.from(samples, value) }),
    ...(noiseVariance && { noiseVariance: Float64Array.from(noiseVariance, (each) => each * scale * scale) }),
  }
}
