import {
  gaussianNoise,
  intervalCoverage,
  intervalWidth,
  MetricsError,
  measure,
  predictiveInterval,
  r2,
  rmse,
} from '@thinned/metrics'
import { predictionBatch } from '@thinned/train'
import type { NumberData } from '../data/demo-data.ts'
import type { NumberPredictions } from '../training/predictions.ts'
import { LEVEL, mostCertain } from './certainty.ts'

/** What one way to predict numbers knows of its errors, measured on the test examples, in the units of the target. */
export interface NumberMeasures {
  /** The root mean squared error. */
  readonly testError: number
  /** Null where all targets are equal. */
  readonly r2: number | null
  /** Intervals for the level 0.9, with normal noise fitted on the validation examples; null where that has no noise. */
  readonly intervals: { readonly level: number; readonly coverage: number; readonly width: number } | null
  /** The error among the most certain four of five; null where all are equally certain. */
  readonly certainError: number | null
}

/** One way to predict numbers: what it predicts of the test examples, and its measures. */
export interface NumberView {
  readonly measures: NumberMeasures
  /** Of the test examples; these and the noise are standardized as the targets are. */
  readonly predicted: Float32Array
  readonly prediction: NumberPredictions['full']['test']
  /** The variance of the noise around the predictions; undefined where they meet every validation target. */
  readonly noiseVariance: number | undefined
}

/** A view of predictions of one network, or of several. */
export function viewOfNumbers(
  { splits, scale }: Pick<NumberData, 'splits' | 'scale'>,
  predictions: NumberPredictions['full'],
): NumberView {
  // Standardized, so that units of any size leave room; the measures are given back in those of the target.
  const unit = scale.scale
  const [held, targets] = [splits.validation.targets.data, splits.test.targets.data]
  const validation = predictionBatch(predictions.validation)
  const { predicted, deviation, samples = predicted } = predictionBatch(predictions.test)
  const networks = samples.length / targets.length
  const noiseVariance = noiseOf(validation.samples ?? validation.predicted, held)
  const ends =
    noiseVariance === undefined
      ? undefined
      : predictiveInterval(samples, { samples: networks, noiseVariance, level: LEVEL })
  const certain = mostCertain(deviation)
  const measures: NumberMeasures = {
    testError: unit * measure(rmse(), { predicted, targets }),
    r2: Array.from(targets).every((target) => target === targets[0]) ? null : measure(r2(), { predicted, targets }),
    intervals: ends
      ? {
          level: LEVEL,
          coverage: measure(intervalCoverage(), { ...ends, targets }),
          width: unit * measure(intervalWidth(), { ...ends, targets }),
        }
      : null,
    certainError:
      networks > 1
        ? unit *
          measure(rmse(), {
            predicted: certain.map((i) => predicted[i]!),
            targets: certain.map((i) => targets[i]!),
          })
        : null,
  }
  return { measures, predicted, prediction: predictions.test, noiseVariance }
}

function noiseOf(samples: Float32Array, targets: ArrayLike<number>): number | undefined {
  try {
    return 1 / gaussianNoise().fit({ samples, targets }).state.precision
  } catch (error) {
    if (error instanceof MetricsError) return undefined
    throw error
  }
}
