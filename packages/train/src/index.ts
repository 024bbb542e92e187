export * as averaging from '@thinned/train/averaging'
export * as constraints from '@thinned/train/constraints'
export * as schedules from '@thinned/train/schedules'
export type { StopSignal } from './batches/event-loop.ts'
export type { ArraysOf, GivenFor, Tensors, TensorsOf } from './batches/tensors.ts'
export {
  type CalibrateClassesOptions,
  type CalibrateValuesOptions,
  type Calibration,
  type Calibrator,
  type ClassCalibrationBatch,
  calibrate,
  type HeldOutOptions,
  type ValueCalibrationBatch,
} from './calibrate/calibrate.ts'
export { type ClassBatch, predictionBatch, type ValueBatch } from './calibrate/prediction-batch.ts'
export type { BestCheckpoint, BestCheckpointOptions } from './checkpoint/best-checkpoints.ts'
export {
  type CheckpointPlace,
  type CheckpointStore,
  checkpointStore,
  type StoreOptions,
} from './checkpoint/checkpoint-store.ts'
export { type LoadWeightsOptions, loadWeights, saveWeights } from './checkpoint/weights-file.ts'
export type { Build, BuildContext, EnsembleProgress } from './ensemble/build.ts'
export { ensemble } from './ensemble/ensemble.ts'
export type { EnsembleOptions } from './ensemble/ensemble-options.ts'
export type { EnsembleStore } from './ensemble/member-store.ts'
export { serveMembers } from './ensemble/workers/serve-members.ts'
export type { BuildModule } from './ensemble/workers/train-on-worker.ts'
export { type Differentiated, type DifferentiateOptions, differentiate } from './evaluate/differentiate.ts'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate/evaluate.ts'
export type { MeasuredBatch, MetricValues, RunMetric, RunMetrics } from './evaluate/metrics.ts'
export type { Batch, Loss, LossName, LossOption, LossPart, MarkedLoss, Objective } from './evaluate/objective.ts'
export type { PassProgress } from './evaluate/score-batches.ts'
export { fitInWorker, type WorkerFit } from './fit-in-worker/fit-in-worker.ts'
export type { FitInWorkerOptions } from './fit-in-worker/fit-in-worker-options.ts'
export { type ServedFit, type ServedFitOptions, serveFit } from './fit-in-worker/serve-fit.ts'
export {
  type LoadedModel,
  type LoadModelOptions,
  loadModel,
  type SaveModelOptions,
  saveModel,
} from './model-file/model-file.ts'
export * from './optimizers/index.ts'
export { predict } from './predict/predict.ts'
export type { ClassOptions, ClassPrediction, ClassSamples, FullClassPrediction } from './predict/predict-classes.ts'
export type { PredictOptions } from './predict/predict-options.ts'
export type { Noise } from './predict/values/noise.ts'
export type { FullValuePrediction, ValueInterval, ValuePrediction } from './predict/values/predict-values.ts'
export type { ValueOptions } from './predict/values/value-options.ts'
export { replayOf } from './replay/replay.ts'
export type {
  Callback,
  CallbackAnswer,
  CheckpointErrorEvent,
  CheckpointEvent,
  EpochEvent,
  Events,
  StartEvent,
  StepEvent,
  StopEvent,
  StopReason,
  ValidationEvent,
} from './run/callbacks.ts'
export { fit } from './run/fit.ts'
export type { Data, EarlyStopping, FitOptions, FitResult, ModelWarning } from './run/fit-options.ts'
export type { EpochRecord, Monitor, UnmeasuredEpochRecord, ValidationRecord } from './run/records.ts'
export { type Trainer, type TrainerOptions, trainer } from './run/trainer.ts'
export { TrainError } from './train-error.ts'
export type { AdamOptions } from './updates/adam-rule.ts'
export { clipNorm } from './updates/clip-norm.ts'
export type { ParameterGroup } from './updates/parameter-groups.ts'
export type { AveragingRule, Constraint, Optimizer } from './updates/rules.ts'
export type { NodeWorker, PageWorker } from './workers/thread.ts'
