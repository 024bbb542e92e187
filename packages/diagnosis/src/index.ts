export { type Advice, type AdviseOptions, advise } from './advice/advise.ts'
export type { Certainty, Finding, FindingKind } from './advice/finding.ts'
export {
  type Compared,
  type ComparedKeep,
  type ComparedLayer,
  type ComparedNoise,
  type ComparedRemoval,
  type Comparison,
  compare,
} from './compare.ts'
export type { Contributions } from './contributions/contributions.ts'
export { diagnose } from './diagnose.ts'
export type { DiagnoseOptions, DiagnosisProgress, GradientNoiseOptions } from './diagnose-options.ts'
export type { Diagnosis, LayerDiagnosis } from './diagnosis.ts'
export { DiagnosisError } from './diagnosis-error.ts'
export type { KeepUse } from './keep/keep-used.ts'
export type { NetworkScore } from './network/measured.ts'
export type { Estimate, GradientNoise, GradientVariance } from './noise/gradient-noise.ts'
export type { Removal, RemovalScore } from './robustness/robustness.ts'
export {
  type KeepSuggestion,
  type KeepSuggestions,
  type SettingSuggestion,
  suggestKeep,
} from './suggest-keep.ts'
export type { Histogram } from './units/histogram.ts'
export { type UnitStatistics, unitStatistics } from './units/unit-statistics.ts'
export { type Warning, type WarningKind, type WarningsOptions, warningsOf } from './warnings-of.ts'
