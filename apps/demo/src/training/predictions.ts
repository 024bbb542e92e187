import type { Dataset } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { predict } from '@thinned/train'
import type { ClassData, NumberData, TargetScale } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'
import type { LearningData } from './train-network.ts'

/** Probabilities of classes, row by row, and the logits of the full network. */
export interface Scores {
  readonly probabilities: Float32Array
  readonly logits?: Float32Array
}

/** Of held-out examples: what is fitted on the validation part is measured on the test part. */
export interface HeldOut<T> {
  readonly validation: T
  readonly test: T
}

/** Of a classifier. */
export interface ClassPredictions {
  readonly task: 'classification'
  /** The predicted class of each test example, by the full network. */
  readonly predicted: Int32Array
  readonly full: HeldOut<Scores>
  /** The mean over thinned networks, as many as each example needs. */
  readonly sampled?: HeldOut<Scores>
}

/** Of a regression, standardized as its targets are. */
export interface NumberPredictions {
  readonly task: 'regression'
  /** Of the test examples, by the full network. */
  readonly predicted: Float64Array
  readonly full: HeldOut<Float64Array>
  /** The predictions of each thinned network, one network after the other. */
  readonly sampled?: HeldOut<Float64Array>
}

export type Predictions = ClassPredictions | NumberPredictions

/** A mean probability is known well enough where its standard error is this: more samples are for undecided examples. */
const TOLERANCE = 0.01

/** The predictions of the full network and, where there are samples, those of thinned networks. */
export function predictionsOf(
  model: Layer,
  data: LearningData,
  settings: Pick<RunSettings, 'samples' | 'seed'>,
): Promise<Predictions> {
  return data.task === 'classification' ? predictClasses(model, data, settings) : predictNumbers(model, data, settings)
}

const keyOf = (seed: RunSettings['seed']) => foldIn(key(seed), 'predict')

async function predictClasses(
  model: Layer,
  { splits }: Pick<ClassData, 'splits'>,
  { samples, seed }: Pick<RunSettings, 'samples' | 'seed'>,
): Promise<ClassPredictions> {
  const options = samples > 0 ? { tolerance: TOLERANCE, maxSamples: samples, key: keyOf(seed) } : {}
  const of = async ({ inputs }: Dataset) => {
    const mean = await predict(model, inputs, options)
    const { predicted, mean: probabilities, logits } = mean.full ?? mean
    return {
      predicted,
      full: { probabilities: probabilities.data, logits: logits!.data },
      ...(mean.full ? { sampled: { probabilities: mean.mean.data } } : {}),
    }
  }
  const [validation, test] = [await of(splits.validation), await of(splits.test)]
  return {
    task: 'classification',
    predicted: test.predicted,
    full: { validation: validation.full, test: test.full },
    ...(validation.sampled && test.sampled ? { sampled: { validation: validation.sampled, test: test.sampled } } : {}),
  }
}

async function predictNumbers(
  model: Layer,
  { splits }: Pick<NumberData, 'splits'>,
  { samples, seed }: Pick<RunSettings, 'samples' | 'seed'>,
): Promise<NumberPredictions> {
  const options = samples > 0 ? { samples, key: keyOf(seed), everySample: true } : {}
  const of = async ({ inputs }: Dataset) => {
    const mean = await predict(model, inputs, { task: 'regression', ...options })
    return {
      full: Float64Array.from((mean.full ?? mean).mean.data),
      ...(mean.samples ? { sampled: Float64Array.from(mean.samples.data) } : {}),
    }
  }
  const [validation, test] = [await of(splits.validation), await of(splits.test)]
  return {
    task: 'regression',
    predicted: test.full,
    full: { validation: validation.full, test: test.full },
    ...(validation.sampled && test.sampled ? { sampled: { validation: validation.sampled, test: test.sampled } } : {}),
  }
}

/** Standardized numbers in the units of the target. */
export function inUnits(values: ArrayLike<number>, { mean, scale }: TargetScale): Float64Array {
  return Float64Array.from(values, (value) => value * scale + mean)
}
