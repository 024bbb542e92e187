import type { Dataset, NdArray } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import {
  type ClassPrediction,
  type FullClassPrediction,
  type FullValuePrediction,
  type PassProgress,
  predict,
  type ValuePrediction,
} from '@thinned/train'
import type { LearningData, Splits } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'

/** Of held-out examples: what is fitted on the validation part is measured on the test part. */
export interface HeldOut<T> {
  readonly validation: T
  readonly test: T
}

/** What `predict` gave: of the full network and, where there are samples, of thinned networks. */
interface Predicted<Full, Sampled> {
  readonly full: HeldOut<Full | Sampled>
  readonly sampled?: HeldOut<Sampled>
}

/** Of a classifier; sampled is the mean over thinned networks, as many as each example needs. */
export type ClassPredictions = { readonly task: 'classification' } & Predicted<FullClassPrediction, ClassPrediction>

/** Of a regression, standardized as its targets are; sampled has the predictions of every thinned network. */
export type NumberPredictions = { readonly task: 'regression' } & Predicted<FullValuePrediction, ValuePrediction>

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
    const predicted = await ofHeldOut(splits, onProgress, (inputs, onProgress) =>
      predict(model, inputs, { ...sampling, onProgress }),
    )
    return { task, ...predictedOf<FullClassPrediction, ClassPrediction>(predicted) }
  }
  const sampling = samples > 0 ? { samples, everySample: true, ...from } : {}
  const predicted = await ofHeldOut(splits, onProgress, (inputs, onProgress) =>
    predict(model, inputs, { task, ...sampling, onProgress }),
  )
  return { task, ...predictedOf<FullValuePrediction, ValuePrediction>(predicted) }
}

async function ofHeldOut<T>(
  { validation, test }: Splits,
  onProgress: (done: number) => void,
  predictionOf: (inputs: NdArray, onProgress: (progress: PassProgress) => void) => Promise<T>,
): Promise<HeldOut<T>> {
  const sizes = [validation, test].map(({ targets }) => targets.shape[0]!) as [number, number]
  const total = sizes[0] + sizes[1]
  const of = ({ inputs }: Dataset, size: number, before: number) =>
    predictionOf(inputs, ({ done, passes }) => onProgress((before + (size * done) / passes) / total))
  const first = await of(validation, sizes[0], 0)
  return { validation: first, test: await of(test, sizes[1], sizes[0]) }
}

function predictedOf<Full, Sampled extends { readonly full?: Full }>({
  validation,
  test,
}: HeldOut<Sampled>): Predicted<Full, Sampled> {
  if (!validation.full || !test.full) return { full: { validation, test } }
  return { full: { validation: validation.full, test: test.full }, sampled: { validation, test } }
}
