/**
 * Everything for networks with dropout. By name: models and layers, the dropout family, `fit`, `fitInWorker`, `evaluate`, `predict`, `calibrate` and `ensemble`, the optimizers, keys,
 * tensors and backends. All else is in namespaces: `losses`, `initializers`, `schedules` (of learning rates and of keep), `constraints`,
 * `averaging`, `objectives`, `data`, `metrics`, `diagnosis`, `ops` (on tensors), `nn` (for layers of your own) and `rng`. The error class of each package is here by name. `thinned/node` has what needs
 * Node: files and the search over settings.
 */

export type { DataSource, Dataset, NdArray } from '@thinned/data'
export * as data from '@thinned/data'
export { DataError } from '@thinned/data'
export type { KeepOption } from '@thinned/dropout'
export { convertScaling, DropoutError, depthRamp, fastDropout } from '@thinned/dropout'
export * as objectives from '@thinned/dropout/objectives'
export * from '@thinned/dropout/variants'
export * as metrics from '@thinned/metrics'
export { MetricsError } from '@thinned/metrics'
export type {
  AnyModel,
  Batch,
  Initializer,
  JsonValue,
  Layer,
  LayerConfig,
  Loss,
  Mode,
  Model,
  Moment,
  Objective,
  Params,
  Pass,
  Schedule,
} from '@thinned/nn'
export * as nn from '@thinned/nn'
export { compose, init, NnError, summary, toConfig } from '@thinned/nn'
export * as initializers from '@thinned/nn/initializers'
export * from '@thinned/nn/layers'
export * as losses from '@thinned/nn/losses'
export * as rng from '@thinned/rng'
export { foldIn, type Key, key, RngError, split } from '@thinned/rng'
export { type ErrorCode, ThinnedError } from '@thinned/schema'
export * as ops from '@thinned/tensor'
export { type Backend, reference, Tensor, TensorError, tensor } from '@thinned/tensor'
export type {
  AveragingRule,
  BestCheckpoint,
  BestCheckpointOptions,
  Build,
  BuildContext,
  BuildModule,
  CalibrateClassesOptions,
  CalibrateValuesOptions,
  Calibration,
  Calibrator,
  Callback,
  CheckpointPlace,
  CheckpointStore,
  ClassBatch,
  ClassCalibrationBatch,
  ClassOptions,
  ClassPrediction,
  ClassSamples,
  Constraint,
  Data,
  EarlyStopping,
  EnsembleOptions,
  EnsembleProgress,
  EnsembleStore,
  EpochRecord,
  EvaluateOptions,
  Evaluation,
  FitInWorkerOptions,
  FitOptions,
  FitResult,
  FullClassPrediction,
  FullValuePrediction,
  HeldOutOptions,
  LoadedModel,
  LoadModelOptions,
  LossName,
  LossOption,
  ModelWarning,
  Monitor,
  NodeWorker,
  Noise,
  Optimizer,
  PageWorker,
  ParameterGroup,
  PassProgress,
  PredictOptions,
  RunMetrics,
  SaveModelOptions,
  ServedFit,
  ServedFitOptions,
  StopReason,
  Trainer,
  TrainerOptions,
  ValidationRecord,
  ValueBatch,
  ValueCalibrationBatch,
  ValueInterval,
  ValueOptions,
  ValuePrediction,
  WorkerFit,
} from '@thinned/train'
export {
  checkpointStore,
  loadWeights,
  predictionBatch,
  replayOf,
  saveModel,
  saveWeights,
  serveFit,
  serveMembers,
  TrainError,
} from '@thinned/train'
export * as averaging from '@thinned/train/averaging'
export * as constraints from '@thinned/train/constraints'
export * from '@thinned/train/optimizers'
export { type WasmBackend, WasmError, wasm } from '@thinned/wasm'
/** Schedules of learning rates and of keep. */
export * as schedules from 'thinned/schedules'
export { best, fallbackReason } from './best.ts'
export { DiagnosisError, diagnosis } from './diagnosis.ts'
export { ensemble } from './ensemble.ts'
export { fitInWorker } from './fit-in-worker.ts'
export { fromConfig } from './from-config.ts'
export { loadModel } from './load-model.ts'
export { calibrate, evaluate, fit, predict, trainer } from './on-best.ts'
