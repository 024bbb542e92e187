export type { ClassCounts, ClassScore, ClassScoreOptions } from './averages/class-score.ts'
export type { RankingOptions, RankingScore } from './averages/ranking-score.ts'
export type { ActivationBatch, LabelBatch, ProbabilityBatch, TargetBatch } from './batches/batch.ts'
export type { IntervalBatch } from './batches/intervals.ts'
export { mostProbable } from './batches/most-probable.ts'
export { softmaxRows } from './batches/softmax-rows.ts'
export { takeExamples } from './batches/take-examples.ts'
export type { BootstrapOptions, Interval } from './bootstrap/bootstrap.ts'
export type { ClassScores, LabeledScores } from './calibration/class-scores.ts'
export type { Curve } from './calibration/isotonic-curve.ts'
export type { FittedScaling, ScaledScores, Scaling, ScalingState } from './calibration/scaling.ts'
export { scalingFromState } from './calibration/scaling-from-state.ts'
export { type IsotonicState, isotonicScaling } from './calibration/scalings/isotonic-scaling.ts'
export { type TemperatureState, temperatureScaling } from './calibration/scalings/temperature-scaling.ts'
export { type VectorState, vectorScaling } from './calibration/scalings/vector-scaling.ts'
export type { Binning, BinSums } from './calibration-error/bins.ts'
export type { CalibrationErrorOptions, CalibrationState } from './calibration-error/calibration-metric.ts'
export {
  type ReliabilityBin,
  type ReliabilityDiagramOptions,
  reliabilityDiagram,
} from './calibration-error/reliability-diagram.ts'
export * from './comparison/index.ts'
export { conformalFromState, type FittedConformal } from './conformal/conformal-from-state.ts'
export {
  type ConformalIntervalsOptions,
  conformalIntervals,
  type IntervalCalibrationBatch,
} from './conformal/intervals/conformal-intervals.ts'
export type {
  ConformalIntervalsState,
  FittedConformalIntervals,
  IntervalScoreName,
  Intervals,
  PredictionBatch,
} from './conformal/intervals/fitted-intervals.ts'
export { type ClassSets, setMembers } from './conformal/sets/class-sets.ts'
export { type ConformalSetsOptions, conformalSets, type SetCalibrationBatch } from './conformal/sets/conformal-sets.ts'
export type { ConformalSetsState, FittedConformalSets, SetScoreName } from './conformal/sets/fitted-sets.ts'
export type { LabeledSets } from './conformal/sets/labeled-sets.ts'
export type { RowPlaces } from './conformal/sets/row-draws.ts'
export type { SetBatch } from './conformal/sets/scores-of-rows.ts'
export { type AcquireOptions, type Acquisition, type AcquisitionMethod, acquire } from './decisions/acquire.ts'
export type { SampledProbabilities } from './decisions/pool.ts'
export {
  type CoverageRejectionBatch,
  type RejectByCoverageOptions,
  type RejectByRiskOptions,
  type Rejection,
  type RiskRejectionBatch,
  rejectAbove,
} from './decisions/reject-above.ts'
export type {
  CoverageGuarantee,
  CoverageRejectionState,
  FittedRejection,
  RejectionState,
  RiskGuarantee,
  RiskRejectionState,
} from './decisions/rejection.ts'
export { rejectionFromState } from './decisions/rejection-from-state.ts'
export * from './distributions/gaussian-noise.ts'
export * from './distributions/predictive-interval.ts'
export type { SampledTargetBatch } from './distributions/sampled-targets.ts'
export * from './measures/index.ts'
export type { Metric } from './metric.ts'
export { measure } from './metric.ts'
export { MetricsError } from './metrics-error.ts'
export type { UncertaintyBatch } from './selective/risks.ts'
export type { MeanState } from './states/mean.ts'
export type { ScoreSum } from './states/mean-of-scores.ts'
export type { Moments } from './states/moments.ts'
export type { ScoreState, StoredScores } from './states/scores.ts'
export { entropy, entropyOfRows } from './uncertainty/entropy.ts'
export * from './uncertainty/predictive-uncertainty.ts'
