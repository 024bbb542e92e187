import type { Layer } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { predict } from '@thinned/train'
import type { TargetScale } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'
import type { LearningData } from './train-network.ts'

/** Of a classifier. Rows of logits and probabilities stand one after the other. */
export interface ClassPredictions {
  readonly task: 'classification'
  /** The predicted class of each test example. */
  readonly predicted: Int32Array
  /** The probabilities of the full network. */
  readonly probabilities: Float32Array
  readonly logits: Float32Array
  readonly validationLogits: Float32Array
  /** The mean over thinned networks. */
  readonly sampled?: { readonly probabilities: Float32Array; readonly mutualInformation: Float32Array }
}

/** Of a regression, in the units of the target. */
export interface NumberPredictions {
  readonly task: 'regression'
  readonly predicted: Float64Array
  readonly validationPredicted: Float64Array
  /** Mean and variance over thinned networks. */
  readonly sampled?: { readonly predicted: Float64Array; readonly variance: Float64Array }
}

export type Predictions = ClassPredictions | NumberPredictions

/** The predictions of the full network, and of `samples` thinned networks. */
export async function predictionsOf(
  model: Layer,
  data: LearningData,
  { samples, seed }: Pick<RunSettings, 'samples' | 'seed'>,
): Promise<Predictions> {
  const { validation, test } = data.splits
  const sampling = samples > 0 ? { samples, key: foldIn(key(seed), 'predict') } : undefined
  if (data.task === 'classification') {
    const full = await predict(model, test.inputs)
    const { logits } = await predict(model, validation.inputs)
    const sampled = sampling && (await predict(model, test.inputs, sampling))
    return {
      task: 'classification',
      predicted: full.predicted,
      probabilities: full.mean.data,
      logits: full.logits!.data,
      validationLogits: logits!.data,
      ...(sampled
        ? { sampled: { probabilities: sampled.mean.data, mutualInformation: sampled.mutualInformation } }
        : {}),
    }
  }
  const task = { task: 'regression' } as const
  const full = await predict(model, test.inputs, task)
  const { mean } = await predict(model, validation.inputs, task)
  const sampled = sampling && (await predict(model, test.inputs, { ...task, ...sampling }))
  const { scale } = data.scale
  return {
    ...task,
    predicted: inUnits(full.mean.data, data.scale),
    validationPredicted: inUnits(mean.data, data.scale),
    ...(sampled
      ? {
          sampled: {
            predicted: inUnits(sampled.mean.data, data.scale),
            variance: Float64Array.from(sampled.variance.data, (variance) => variance * scale * scale),
          },
        }
      : {}),
  }
}

/** Standardized numbers in the units of the target. */
export function inUnits(values: ArrayLike<number>, { mean, scale }: TargetScale): Float64Array {
  return Float64Array.from(values, (value) => value * scale + mean)
}
