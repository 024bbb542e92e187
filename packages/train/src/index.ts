export * as averaging from '@thinned/train/averaging'
export * as constraints from '@thinned/train/constraints'
export * as schedules from '@thinned/train/schedules'
export type { AdamOptions } from './adam-rule.ts'
export type { AveragingRule } from './averaging-rule.ts'
export type { BestCheckpoint, BestCheckpointOptions } from './best-checkpoint.ts'
export type {
  Callback,
  CallbackAnswer,
  CheckpointEvent,
  EpochEvent,
  Events,
  StartEvent,
  StepEvent,
  StopEvent,
  StopReason,
  ValidationEvent,
} from './callbacks.ts'
export type { CheckpointStore } from './checkpoint-store.ts'
export { clipNorm } from './clip-norm.ts'
export type { Constraint } from './constraint.ts'
export type { EpochRecord } from './epoch-record.ts'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate.ts'
export { fit } from './fit.ts'
export type { Data, EarlyStopping, FitOptions, FitResult } from './fit-options.ts'
export { type Batch, type Loss, type LossName, type Objective, objective } from './objective.ts'
export type { Optimizer } from './optimizer.ts'
export * from './optimizers/index.ts'
export type { ParameterGroup } from './parameter-group.ts'
export { predict } from './predict.ts'
export type { ClassPrediction } from './predict-classes.ts'
export type { PassProgress, PredictOptions } from './predict-options.ts'
export type { ValuePrediction } from './predict-values.ts'
export type { MeasuredBatch, MetricValues, RunMetric, RunMetrics } from './run-metrics.ts'
export type { StopSignal } from './stop-signal.ts'
export type { ArraysOf, GivenFor, Tensors, TensorsOf } from './tensors.ts'
export { TrainError } from './train-error.ts'
export type { ValidationRecord } from './validation-record.ts'
export type { Monitor } from './watch.ts'
export { loadWeights, saveWeights } from './weights-file.ts'
