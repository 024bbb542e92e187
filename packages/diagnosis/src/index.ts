export { DiagnosisError } from './diagnosis-error.ts'
export type { Histogram } from './units/histogram.ts'
export { type UnitStatistics, unitStatistics } from './units/unit-statistics.ts'
