import type { Dataset, NdArray } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { type PassProgress, predict } from '@thinned/train'
import type { LearningData, Splits } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'

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

interface Predicted<T> {
  readonly full: HeldOut<T>
  /** Absent where there are no samples. */
  readonly sampled?: HeldOut<T>
}

/** Of a classifier; sampled is the mean over thinned networks, as many as each example needs. */
export type ClassPredictions = { readonly task: 'classification' } & Predicted<Scores>

/** Of a regression, standardized as its targets are; sampled are those of each thinned network, one network after the other. */
export type NumberPredictions = { readonly task: 'regression' } & Predicted<Float64Array>

export type Predictions = ClassPredictions | NumberPredictions

/** A mean probability is known well enough where its standard error is this: more samples are for undecided examples. */
const TOLERANCE = 0.01

/** The predictions of the full network and, where there are samples, those of thinned networks. `onProgress` hears the share that is done. */
export async function predictionsOf(
  model: Layer,
  { task, splits }: LearningData,
  { samples, seed }: Pick<RunSettings, 'samples' | 'seed'>,
  onProgress: (done: number) => void,
): Promise<Predictions> {
  const from = { key: foldIn(key(seed), 'predict') }
  if (task === 'classification') {
    const sampling = samples > 0 ? { tolerance: TOLERANCE, maxSamples: samples, ...from } : {}
    return {
      task,
      ...(await ofHeldOut(splits, onProgress, async (inputs, onProgress) => {
        const mean = await predict(model, inputs, { ...sampling, onProgress })
        const { mean: probabilities, logits } = mean.full ?? mean
        const full: Scores = { probabilities: probabilities.data, logits: logits!.data }
        return { full, sampled: mean.full && { probabilities: mean.mean.data } }
      })),
    }
  }
  const sampling = samples > 0 ? { samples, everySample: true, ...from } : {}
  return {
    task,
    ...(await ofHeldOut(splits, onProgress, async (inputs, onProgress) => {
      const { mean, full, samples } = await predict(model, inputs, { task, ...sampling, onProgress })
      return {
        full: Float64Array.from((full?.mean ?? mean).data),
        sampled: samples && Float64Array.from(samples.data),
      }
    })),
  }
}

async function ofHeldOut<T>(
  { validation, test }: Splits,
  onProgress: (done: number) => void,
  predictionOf: (
    inputs: NdArray,
    onProgress: (progress: PassProgress) => void,
  ) => Promise<{ readonly full: T; readonly sampled: T | undefined }>,
): Promise<Predicted<T>> {
  const sizes = [validation, test].map(({ targets }) => targets.shape[0]!) as [number, number]
  const total = sizes[0] + sizes[1]
  const of = ({ inputs }: Dataset, size: number, before: number) =>
    predictionOf(inputs, ({ done, passes }) => onProgress((before + (size * done) / passes) / total))
  const first = await of(validation, sizes[0], 0)
  const second = await of(test, sizes[1], sizes[0])
  return {
    full: { validation: first.full, test: second.full },
    ...(first.sampled && second.sampled ? { sampled: { validation: first.sampled, test: second.sampled } } : {}),
  }
}
