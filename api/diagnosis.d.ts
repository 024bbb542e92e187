// @thinned/diagnosis

export interface DiagnoseOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  readonly layers?: readonly string[]
  readonly maxExamples?: number
  readonly batchSize?: number
  readonly key?: Key
  readonly backend?: Backend
  readonly signal?: StopSignal
  readonly onProgress?: (progress: DiagnosisProgress) => void
}

export interface Diagnosis {
  readonly examples: number
  readonly loss: number
  readonly error: number | null
  readonly layers: readonly LayerDiagnosis[]
}

export class DiagnosisError extends ThinnedError {
  override readonly name = 'DiagnosisError'
}

export interface DiagnosisProgress {
  readonly done: number
  readonly passes: number
}

export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}

export interface LayerDiagnosis extends UnitStatistics {
  readonly path: string
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

export interface Warning {
  readonly kind: WarningKind
  readonly path: string
  readonly sentence: string
  readonly source: string
}

export type WarningKind = 'atOutput' | 'beforeBatchNorm' | 'elementsOfFeatureMaps' | 'fewUnits' | 'mixedScaling'

export interface WarningsOptions {
  readonly task?: 'classification' | 'regression'
  readonly inputs?: NdArray | Tensor
}

export function diagnose<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values>(model: Model<Inputs, Outputs>, data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>, options?: DiagnoseOptions<Inputs, Outputs, Targets>): Promise<Diagnosis>

export function unitStatistics(batch: ActivationBatch): UnitStatistics

export function warningsOf(model: AnyModel, options?: WarningsOptions): readonly Warning[]
