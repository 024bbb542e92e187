import { type Arrays, asBatchSource, type Dataset, type NdArray, type Values } from '@thinned/data'
import type { Model } from '@thinned/nn'
import { boolean, optional, type Schema, withDefault } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import { fetchAhead } from '../batches/fetch-ahead.ts'
import type { ArraysOf, Examples, RunModel, Source } from '../batches/tensors.ts'
import { examples, part } from '../checks/parts.ts'
import { orReason, STOPPED } from '../evaluate/stopped.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { argument, trainOptions } from '../options.ts'
import { membersOf } from '../predict/networks.ts'
import { type ClassOptions, type ClassPrediction, predictClasses } from '../predict/predict-classes.ts'
import { samplingFields, samplingNames } from '../predict/sampling-fields.ts'
import { predictValues, type ValuePrediction } from '../predict/values/predict-values.ts'
import type { ValueOptions } from '../predict/values/value-options.ts'
import type { Data } from '../run/fit-options.ts'
import { during, TrainError } from '../train-error.ts'
import { labelsOf, numbersOf } from './held-out-targets.ts'
import { type ClassBatch, predictionBatch, type ValueBatch } from './prediction-batch.ts'
import { refuseTrainingRows } from './refuse-training-rows.ts'
import { trainingDataOf } from './training-data.ts'

/** What learns from predictions of held-out examples, such as a scaling of @thinned/metrics. */
export interface Calibrator<Batch = never, Fitted = unknown> {
  fit(batch: Batch): Fitted | Promise<Fitted>
}

/** What a calibrator of classes is fitted on: n examples with their true classes. */
export interface ClassCalibrationBatch extends ClassBatch {
  /** [n]. */
  readonly labels: Int32Array
}

/** What a calibrator of numbers is fitted on: n examples with their true numbers. With a number of `samples`, and of a mixture, it has every sample. */
export interface ValueCalibrationBatch extends ValueBatch {
  /** [n]. */
  readonly targets: ArrayLike<number>
}

export interface HeldOutOptions {
  /**
   * What the model was trained on, to have it checked where `fit` did not run in this thread: for a model from a file, or members that were trained on
   * workers.
   */
  readonly train?: Data<Arrays<Values>, Arrays<Values>>
  /** Whether rows that the model was trained on are taken. Default false. */
  readonly allowTrainingRows?: boolean
}

export interface CalibrateClassesOptions<Fitted = unknown>
  extends Omit<ClassOptions, 'everySample' | 'classNames'>,
    HeldOutOptions {
  /**
   * What to fit: `temperatureScaling()`, `vectorScaling()`, `isotonicScaling()`, `conformalSets({ alpha })` or `rejectAbove({ risk, confidence })` of
   * @thinned/metrics, or your own.
   */
  readonly with: Calibrator<ClassCalibrationBatch, Fitted>
}

export interface CalibrateValuesOptions<Fitted = unknown> extends Omit<ValueOptions, 'everySample'>, HeldOutOptions {
  /**
   * What to fit: `conformalIntervals({ alpha })` or `gaussianNoise()` of @thinned/metrics, or your own. The noise around samples wants `samples`; with
   * `tolerance`, which keeps none, it is that around their mean.
   */
  readonly with: Calibrator<ValueCalibrationBatch, Fitted>
}

/** What was fitted, and on which predictions. */
export interface Calibration<Fitted, Prediction> {
  readonly fitted: Fitted
  /** What `predict` gives for the held-out examples. Measures of it after the fit flatter: measure on other examples. */
  readonly prediction: Prediction
}

const calibrator: Schema<Calibrator> = /* @__PURE__ */ part(
  'a scaling, sets, intervals or another thing to fit, such as temperatureScaling() or conformalSets({ alpha: 0.1 })',
  'fit',
)

const read = trainOptions(
  'calibrate',
  {
    ...samplingFields,
    with: calibrator,
    train: optional(examples),
    allowTrainingRows: withDefault(boolean, false),
  } satisfies { readonly [Name in keyof (CalibrateClassesOptions & CalibrateValuesOptions)]-?: Schema },
  { ...samplingNames, method: 'with', scaling: 'with', calibrator: 'with', scaler: 'with', data: 'train' },
)

/**
 * Predicts held-out examples and fits `with` on the predictions, so that probabilities, sets and intervals of the same model can be trusted on new
 * examples. The options of `predict` say how: fit what you will apply it to, the full network or the mean of so many samples. A scaling is then applied
 * to `predictionBatch(await predict(model, inputs, options))`.
 *
 * The examples must be new to the model, which is surer of those that it was trained on. It refuses those that `fit` has seen: the same data set, equal
 * contents, and data of which more than half of the rows stand in the training data once. It knows what `fit` was given in this thread as long as that is in
 * memory, for all parts of the model; otherwise give `train`. A training source is read once for it, without its augmentation. Validation data that early
 * stopping looked at is taken; other data is better. Weights of examples do not count.
 *
 * @param heldOut A data set or a source, which is fetched as a whole, in the form of the training data. Targets are [n]; with `targetScaler` they are
 * scaled as those of the training, and brought back to their units with the predictions.
 * @throws {TrainError} on rows that the model was trained on, on targets that do not fit the task or were clearly not scaled, on predictions that are not
 * finite, where `predict` throws, and where `with.fit` does: that is the `cause`. The signal's reason when it is stopped.
 * @example
 * ```ts
 * import { splitDataset, twoMoons } from '@thinned/data'
 * import { temperatureScaling } from '@thinned/metrics'
 * import { linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { adam, calibrate, fit, predict, predictionBatch } from '@thinned/train'
 *
 * const moons = twoMoons({ size: 300, noise: 0.4, key: key(1) })
 * const { train, heldOut } = splitDataset(moons, { train: 100, heldOut: 200 }, key(2))
 * const model = sequential(linear(2, 64), relu(), linear(64, 64), relu(), linear(64, 2))
 * const optimizer = adam({ learningRate: 0.01 })
 * await fit(model, { data: { train }, loss: 'crossEntropy', epochs: 100, batchSize: 20, optimizer, key: key(3) })
 *
 * const { fitted } = await calibrate(model, heldOut, { with: temperatureScaling() })
 * const p = await predict(model, { data: Float32Array.of(0.5, 0.4), shape: [1, 2] })
 * const scaled = fitted.apply(predictionBatch(p))
 * console.log(fitted.state.temperature.toFixed(2), p.mean.data[0]!.toFixed(3), scaled.probabilities[0]!.toFixed(3)) // 5.51 0.741 0.548
 * ```
 */
export function calibrate<Inputs, Fitted>(
  model: Model<Inputs, Tensor>,
  heldOut: Data<ArraysOf<Inputs>, Values>,
  options: CalibrateValuesOptions<Fitted>,
): Promise<Calibration<Fitted, ValuePrediction>>
export function calibrate<Inputs, Fitted>(
  model: Model<Inputs, Tensor>,
  heldOut: Data<ArraysOf<Inputs>, Values>,
  options: CalibrateClassesOptions<Fitted>,
): Promise<Calibration<Fitted, ClassPrediction>>
export async function calibrate<Inputs>(
  model: Model<Inputs, Tensor>,
  heldOut: Data<ArraysOf<Inputs>, Values>,
  options: CalibrateClassesOptions | CalibrateValuesOptions,
): Promise<Calibration<unknown, ClassPrediction | ValuePrediction>> {
  checkModel('calibrate', model)
  const anyModel = model as unknown as RunModel
  const data = argument('calibrate', 'heldOut', examples, heldOut) as Data
  const { with: calibrator, train, allowTrainingRows, ...sampling } = read(options)
  const given = sampling as SamplingOptions
  const { signal } = given
  return orReason('calibrate', signal, async () => {
    const rows = await rowsOf(data, signal)
    if (!allowTrainingRows)
      for (const seen of new Set([...trainingDataOf(model), ...(train ? [train] : [])]))
        await refuseTrainingRows(data, rows as Dataset, seen, signal)
    const [batch, prediction] = await predictRows(anyModel, rows, given)
    return { fitted: await fitOn(calibrator, batch, rows.name, given.task), prediction }
  })
}

/** What the calibrator makes of the batch. Its error says what it was given. */
function fitOn(
  calibrator: Calibrator,
  batch: object,
  name: string,
  task: SamplingOptions['task'] = 'classification',
): Promise<unknown> {
  const fields = Object.keys(batch).join(', ')
  return during(`The fit on ${name}, of which the task '${task}' gives { ${fields} },`, async () =>
    calibrator.fit(batch as never),
  )
}

type SamplingOptions = Omit<ClassOptions, 'everySample' | 'classNames'> | Omit<ValueOptions, 'everySample'>

async function predictRows(
  model: RunModel,
  rows: Examples,
  options: SamplingOptions,
): Promise<readonly [ClassCalibrationBatch | ValueCalibrationBatch, ClassPrediction | ValuePrediction]> {
  if (options.task === 'regression') {
    const { tolerance, samples = membersOf(model)?.length ?? 0 } = options
    const everySample = tolerance === undefined && samples > 0
    const prediction = await predictValues(model, rows.inputs, { ...options, everySample })
    checkFinite(rows, prediction.mean)
    return [
      { ...predictionBatch(prediction), targets: numbersOf(rows, prediction.mean, options.targetScaler) },
      prediction,
    ]
  }
  const prediction = await predictClasses(model, rows.inputs, { ...options, classNames: rows.classNames })
  checkFinite(rows, prediction.mean)
  const batch = predictionBatch(prediction)
  return [{ ...batch, labels: labelsOf(rows, batch.classes, options.task ?? 'classification') }, prediction]
}

/** Refuses predictions from which nothing can be learned. */
function checkFinite({ name }: Examples, { data, shape }: NdArray<Float32Array>): void {
  const at = data.findIndex((value) => !Number.isFinite(value))
  if (at < 0) return
  throw new TrainError(
    `The model predicts ${data[at]} for row ${Math.floor((at * shape[0]!) / data.length)} of ${name}, from which nothing can be learned; look for inputs of a wrong scale, and for a training that diverged.`,
    { code: 'not-finite' },
  )
}

/** The examples of held-out data, in memory. */
async function rowsOf(heldOut: Data, signal: StopSignal | undefined): Promise<Examples> {
  const source = asBatchSource(heldOut) as Source
  if (source.size === 0)
    throw new TrainError(
      `calibrate was given the data set ${source.name} without examples; there is nothing to fit on.`,
    )
  const all = Uint32Array.from({ length: source.size }, (_, row) => row)
  for await (const rows of fetchAhead(source, [all], undefined, signal)) return rows
  throw STOPPED
}
