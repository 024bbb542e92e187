import type { NdArray } from '@thinned/data'
import { entropyOfRows, mostProbable, softmaxRows } from '@thinned/metrics'
import { formatShape, sizeOf, type TypedArray } from '@thinned/tensor'
import type { RunModel } from '../batches/tensors.ts'
import { logitsOfTwo } from '../evaluate/two-classes.ts'
import { TrainError } from '../train-error.ts'
import { ClassSums } from './class-sums.ts'
import type { Inputs } from './inputs.ts'
import { keptSamples } from './kept-samples.ts'
import type { PredictOptions } from './predict-options.ts'
import { sampleOutputs } from './sample-outputs.ts'
import { checkNoValues } from './values/value-options.ts'

export interface ClassOptions extends PredictOptions {
  /** 'binary' for a model of one logit, that of class 1 of two: a prediction of two classes. Default 'classification'. */
  readonly task?: 'classification' | 'binary'
  /** The names of the classes, such as those of the training data. The result then names the predicted classes. */
  readonly classNames?: readonly string[] | undefined
}

/** What one network says of n examples: the full one. */
export interface FullClassPrediction {
  /** The most probable class of each example [n]; the first among equals, −1 where the model gives NaN. */
  readonly predicted: Int32Array
  /** The names of the predicted classes [n], where `classNames` gave names; '' for the class −1. */
  readonly predictedNames?: readonly string[]
  /** Class probabilities [n, classes]. */
  readonly mean: NdArray<Float32Array>
  /** Entropy of the probabilities, in nats [n]. NaN where the probabilities are. */
  readonly entropy: Float32Array
  /** The logits [n, classes]; with `task: 'binary'` 0 and the logit. */
  readonly logits: NdArray<Float32Array>
}

export interface ClassPrediction {
  /** The most probable class of each example [n]; the first among equals, −1 where the model gives NaN. */
  readonly predicted: Int32Array
  /** The names of the predicted classes [n], where `classNames` gave names; '' for the class −1. */
  readonly predictedNames?: readonly string[]
  /** Class probabilities [n, classes]: of the full network, or the mean over the samples. */
  readonly mean: NdArray<Float32Array>
  /** Entropy of the mean, in nats [n]: the total uncertainty. NaN where the probabilities are. */
  readonly entropy: Float32Array
  /** Mutual information of class and mask or member, in nats [n]: the disagreement of the samples; 0 without samples. */
  readonly mutualInformation: Float32Array
  /** The logits of the full network [n, classes]; with `task: 'binary'` 0 and the logit. Absent with samples: their mean is a mean of probabilities. */
  readonly logits?: NdArray<Float32Array>
  /** With samples, the largest standard error over the mean probabilities of each example [n]; NaN for one sample. */
  readonly standardError?: Float32Array
  /** With samples, how many each example saw [n]. */
  readonly sampleCounts?: Int32Array
  /** With samples, what the full network says: one pass more, without dropout. Absent where the samples are the full members of a mixture. */
  readonly full?: FullClassPrediction
  /** The probabilities of every sample [samples, n, classes], with `everySample`. */
  readonly samples?: ClassSamples
}

/** The probabilities of samples [samples, n, classes], as `acquire` of `@thinned/metrics` takes them. */
export interface ClassSamples extends NdArray<Float32Array> {
  /** 'batch' where sample s is one network for all examples: with `share: 'batch'`, and where the samples are the full members of a mixture. */
  readonly share?: 'batch'
}

/** `predict` for a model that gives logits. */
export async function predictClasses(model: RunModel, inputs: Inputs, options: ClassOptions): Promise<ClassPrediction> {
  checkNoValues(options)
  const { count, shape, samples: most, full: hasFull, run } = await sampleOutputs(model, inputs, options)
  const classes = classesOf(shape, options)
  const logits = new Float32Array(hasFull ? count * classes : 0)
  const probabilities = new Float64Array(logits.length)
  const sums = new ClassSums(most > 0 ? count : 0, classes)
  const every = options.everySample ? keptSamples(Float32Array, most, count * classes, 'everySample') : undefined
  const logitsFrom = (outputs: TypedArray): TypedArray => (options.task === 'binary' ? logitsOfTwo(outputs) : outputs)
  const counts = await run({
    full(outputs, rows) {
      const given = logitsFrom(outputs)
      logits.set(given, rows[0]! * classes)
      probabilities.set(softmaxRows(given, classes), rows[0]! * classes)
    },
    sample(outputs, rows, sample) {
      const given = softmaxRows(logitsFrom(outputs), classes)
      every?.set(given, (sample * count + rows[0]!) * classes)
      sums.add(given, rows, sample)
    },
    cautiousError: (row, samples) => sums.cautiousError(row, samples),
  })
  const full = (): FullClassPrediction => {
    const entropies = entropyOfRows(probabilities, classes)
    return {
      // Logits that differ may have equal probabilities.
      ...classesAndNames(logits, classes, entropies, options),
      mean: { data: Float32Array.from(probabilities), shape: [count, classes] },
      entropy: Float32Array.from(entropies),
      logits: { data: logits, shape: [count, classes] },
    }
  }
  if (most === 0) {
    const alone = full()
    return { ...alone, mutualInformation: alone.entropy.map((nats) => nats - nats) }
  }
  const { mean, entropy, mutualInformation } = sums.uncertainty(counts)
  const share: Pick<ClassSamples, 'share'> = options.share || !hasFull ? { share: 'batch' } : {}
  return {
    ...classesAndNames(mean, classes, entropy, options),
    mean: { data: Float32Array.from(mean), shape: [count, classes] },
    entropy: Float32Array.from(entropy),
    mutualInformation: Float32Array.from(mutualInformation),
    standardError: Float32Array.from(counts, (samples, row) => sums.standardError(row, samples)),
    sampleCounts: counts,
    ...(hasFull ? { full: full() } : {}),
    ...(every ? { samples: { data: every, shape: [most, count, classes], ...share } } : {}),
  }
}

/** The number of classes that outputs of this shape tell apart. */
function classesOf(shape: readonly number[], { task, classNames }: ClassOptions): number {
  if (task === 'binary' && sizeOf(shape) !== 1)
    throw new TrainError(
      `predict was given the task 'binary', but the model gives ${formatShape(shape)} per example; it takes one logit, [1]. Leave the task out for [classes].`,
    )
  const classes = task === 'binary' ? 2 : (shape[0] ?? 0)
  if (task !== 'binary' && (shape.length !== 1 || classes < 2))
    throw new TrainError(
      `predict was asked for classes, but the model gives ${formatShape(shape)} per example; it takes [classes], from 2. For one logit write { task: 'binary' }, for a model of numbers { task: 'regression' }.`,
    )
  if (classNames && classNames.length !== classes)
    throw new TrainError(
      `predict was given ${classNames.length} classNames, but the model has ${classes} classes; give the classNames of its training data, one for each class.`,
    )
  return classes
}

/** The class of the highest score of each row, −1 for rows without probabilities, and its name. */
function classesAndNames(
  scores: Float32Array | Float64Array,
  classes: number,
  entropy: Float64Array,
  { classNames }: ClassOptions,
): Pick<ClassPrediction, 'predicted' | 'predictedNames'> {
  const known = scores.map((score, i) => (Number.isNaN(entropy[Math.floor(i / classes)]) ? 0 : score))
  const predicted = mostProbable(known, classes).map((label, row) => (Number.isNaN(entropy[row]) ? -1 : label))
  if (!classNames) return { predicted }
  return { predicted, predictedNames: Array.from(predicted, (label) => classNames[label] ?? '') }
}
