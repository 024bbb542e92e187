// @thinned/diagnosis

export class DiagnosisError extends ThinnedError {
  override readonly name = 'DiagnosisError'
}

export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}

export interface UnitStatistics {
  readonly units: number
  readonly rows: number
  readonly mean: number
  readonly zeroShare: number
  readonly hoyer: number | null
  readonly dead: readonly number[]
  readonly correlation: number | null
  readonly unitMeans: readonly number[]
  readonly meansHistogram: Histogram
  readonly activationsHistogram: Histogram
}

export function unitStatistics(batch: ActivationBatch): UnitStatistics
